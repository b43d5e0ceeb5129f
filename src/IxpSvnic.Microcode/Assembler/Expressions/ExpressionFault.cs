using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Expressions;

/// <summary>Why an expression has no value, at the token that spoils it.</summary>
internal sealed record ExpressionFault(Token At, string Message, DiagnosticKind Kind = DiagnosticKind.Expression);
