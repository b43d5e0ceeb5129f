namespace IxpSvnic.Arm.BareMetal;

/// <summary>A range of physical addresses that a bare-metal program finds mapped at its entry, in whole megabytes.</summary>
/// <param name="Start">First address.</param>
/// <param name="Bytes">Length.</param>
/// <param name="IsCached">RAM: cacheable, write-back. Otherwise registers: uncached, unbuffered.</param>
public sealed record MemoryRegion(uint Start, ulong Bytes, bool IsCached);
