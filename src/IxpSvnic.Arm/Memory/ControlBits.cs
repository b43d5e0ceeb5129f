namespace IxpSvnic.Arm.Memory;

/// <summary>Bits of CP15 register 1 (ixp2400-chip 5.1).</summary>
internal static class ControlBits
{
    public const uint Mmu = 1 << 0;
    public const uint Alignment = 1 << 1;
    public const uint DataCache = 1 << 2;
    public const uint BigEndian = 1 << 7;
    public const uint System = 1 << 8;
    public const uint Rom = 1 << 9;
    public const uint BranchPrediction = 1 << 11;
    public const uint InstructionCache = 1 << 12;
    public const uint HighVectors = 1 << 13;

    /// <summary>What is kept of a written value: systems read back bits 3 to 6 and 14 as they left them.</summary>
    public const uint Kept = 0x7fff;

    /// <summary>W, P, D and L are set, everything else is off.</summary>
    public const uint Reset = 0x78;

    public const uint CoalescingDisabled = 1 << 0;
    public const uint AuxiliaryKept = 0x33;
}
