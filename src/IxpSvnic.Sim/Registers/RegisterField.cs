namespace IxpSvnic.Sim.Registers;

/// <summary>Bits High:Low of a register and what becomes of them.</summary>
public sealed record RegisterField(int High, int Low, string Name, RegisterAccess Access)
{
    public uint Mask => (uint)(((1UL << (High - Low + 1)) - 1) << Low);
}
