namespace IxpSvnic.Microcode.Objects;

/// <summary>What a symbolic register or signal became: its name, physical token and instruction range.</summary>
public sealed record SymbolBinding(string Name, string Physical, int FirstAddress, int LastAddress);
