namespace IxpSvnic.Arm.Memory;

/// <summary>A translation that a TLB holds, for debuggers.</summary>
/// <param name="Virtual">Modified virtual address of the page.</param>
/// <param name="Physical">Its physical address.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Domain">0-15.</param>
/// <param name="X">Extension bit.</param>
/// <param name="C">Cacheable.</param>
/// <param name="B">Bufferable.</param>
/// <param name="IsLocked">Not replaced.</param>
public readonly record struct TlbEntry(uint Virtual, uint Physical, uint Bytes, int Domain, bool X, bool C, bool B, bool IsLocked);
