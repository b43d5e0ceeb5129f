using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Objects;

/// <summary>An exported label observed when it is reached, with the register to look at, if any.</summary>
public sealed record TracePoint(int Address, string Name, Operand Register);
