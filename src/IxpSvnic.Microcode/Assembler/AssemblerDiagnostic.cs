using System.Text;

namespace IxpSvnic.Microcode.Assembler;

/// <summary>
/// A finding of the assembler with its place, the text it is about and the macro calls it came through.
/// </summary>
/// <param name="Kind">What sort of finding.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="File">Source file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Text">The offending text.</param>
/// <param name="Calls">Macro calls, innermost first.</param>
public sealed record AssemblerDiagnostic(
    DiagnosticKind Kind,
    DiagnosticSeverity Severity,
    string File,
    int Line,
    int Column,
    string Message,
    string Text,
    IReadOnlyList<MacroCall> Calls)
{
    public bool IsError => Severity == DiagnosticSeverity.Error;

    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(File).Append(':').Append(Line).Append(':').Append(Column).Append(": ");
        text.Append(IsError ? "error: " : "warning: ").Append(Message);
        if (Text.Length > 0)
        {
            text.Append(": '").Append(Text).Append('\'');
        }

        foreach (MacroCall call in Calls)
        {
            text.Append("\n    in macro ").Append(call.Macro).Append(", called from ");
            text.Append(call.File).Append(':').Append(call.Line);
        }

        return text.ToString();
    }
}
