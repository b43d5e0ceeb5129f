namespace IxpSvnic.Pci.Configuration;

/// <summary>A base address register and where enumeration put it.</summary>
public readonly record struct AssignedBar(int Offset, uint Base, uint Bytes, bool IsIo);
