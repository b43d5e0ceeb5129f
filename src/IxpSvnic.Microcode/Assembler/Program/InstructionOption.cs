using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>An option with its arguments, before its symbols have numbers.</summary>
internal sealed record InstructionOption(Token At, string Name, IReadOnlyList<InstructionOperand> Arguments);
