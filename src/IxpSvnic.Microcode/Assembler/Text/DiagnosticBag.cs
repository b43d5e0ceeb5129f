namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>Collects findings in the order they are made; the same finding at the same place is kept once.</summary>
internal sealed class DiagnosticBag
{
    private const int Limit = 500;

    private readonly List<AssemblerDiagnostic> _items = [];
    private readonly HashSet<(DiagnosticKind, SourcePosition, string, MacroFrame?)> _seen = [];

    public IReadOnlyList<AssemblerDiagnostic> Items => _items;

    public bool HasErrors => ErrorCount > 0;

    /// <summary>
    /// Errors told so far, repeated ones included: tells a caller that a part of its work has failed.
    /// </summary>
    public int ErrorCount { get; private set; }

    public void Error(DiagnosticKind kind, Token at, string message, string? text = null) =>
        Add(kind, DiagnosticSeverity.Error, at.Position, at.Frame, message, text ?? at.Text);

    public void Warning(DiagnosticKind kind, Token at, string message, string? text = null) =>
        Add(kind, DiagnosticSeverity.Warning, at.Position, at.Frame, message, text ?? at.Text);

    public void Error(DiagnosticKind kind, SourcePosition position, string message, string text) =>
        Add(kind, DiagnosticSeverity.Error, position, null, message, text);

    public void Report(LexicalFault fault) =>
        Add(fault.Kind, DiagnosticSeverity.Error, fault.Position, null, fault.Message, fault.Text);

    private void Add(
        DiagnosticKind kind,
        DiagnosticSeverity severity,
        SourcePosition position,
        MacroFrame? frame,
        string message,
        string text)
    {
        ErrorCount += severity == DiagnosticSeverity.Error ? 1 : 0;
        if (_items.Count >= Limit || !_seen.Add((kind, position, message, frame)))
        {
            return;
        }

        List<MacroCall> calls = [];
        for (MacroFrame? step = frame; step is not null; step = step.Parent)
        {
            calls.Add(new MacroCall(step.Macro, step.CallSite.File, step.CallSite.Line));
        }

        _items.Add(new AssemblerDiagnostic(
            kind, severity, position.File, position.Line, position.Column, message, text, calls));
    }
}
