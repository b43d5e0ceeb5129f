namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>Something wrong with the characters of a line.</summary>
internal sealed record LexicalFault(DiagnosticKind Kind, SourcePosition Position, string Message, string Text);
