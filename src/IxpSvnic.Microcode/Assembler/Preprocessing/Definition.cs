using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>A <c>#define</c>; parameters are null where the name takes no arguments.</summary>
internal sealed record Definition(string Name, IReadOnlyList<string>? Parameters, IReadOnlyList<Token> Body);
