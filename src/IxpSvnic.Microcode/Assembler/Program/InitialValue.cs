using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>A register value the loader sets; context -1 means all.</summary>
internal sealed record InitialValue(RegisterSymbol Symbol, uint Value, int Context, Token At);
