using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>A <c>#macro</c> with its lines as written.</summary>
internal sealed record MacroDefinition(Token Name, IReadOnlyList<string> Parameters, IReadOnlyList<SourceLine> Body);
