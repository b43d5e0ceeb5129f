using IxpSvnic.Arm.Timing;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Arm;

/// <summary>Every number of the XScale core, one instance per core.</summary>
public sealed class XscaleParameters
{
    private const uint Part = 0x6905_4190;

    [Parameter("", "ixp2400-chip 5.1: low digit of the main id register 0x6905_4192", Max = 15)]
    public int Revision { get; set; } = 2;

    public PipelineTiming Pipeline { get; } = new();

    public CacheTiming Caches { get; } = new();

    /// <summary>CP15 register 0.</summary>
    public uint MainId => Part | (uint)Revision;

    /// <summary>Adds everything under <c>xscale</c>.</summary>
    public void AddTo(ParameterSet set)
    {
        set.Add("xscale", this);
        set.Add("xscale.pipeline", Pipeline);
        set.Add("xscale.caches", Caches);
    }
}
