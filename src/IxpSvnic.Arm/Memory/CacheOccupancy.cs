namespace IxpSvnic.Arm.Memory;

/// <summary>How full a cache is, for debuggers.</summary>
/// <param name="Lines">Lines it has.</param>
/// <param name="Valid">Lines in use.</param>
/// <param name="DirtyHalves">Half lines that memory does not have yet.</param>
/// <param name="Locked">Lines that stay.</param>
public readonly record struct CacheOccupancy(int Lines, int Valid, int DirtyHalves, int Locked);
