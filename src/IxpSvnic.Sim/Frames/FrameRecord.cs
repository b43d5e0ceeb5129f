using System.Runtime.CompilerServices;

namespace IxpSvnic.Sim.Frames;

/// <summary>What is known of one frame: birth, times at hops, copies expected and fates met. Plain data.</summary>
public struct FrameRecord
{
    /// <summary>Number of the frame in order of birth, from 1.</summary>
    public long Number;

    /// <summary>Tick of birth: first bit on the wire, or the guest's send.</summary>
    public long Born;

    /// <summary>First time at each <see cref="Hop"/>, or -1.</summary>
    public HopTimes Times;

    /// <summary>Index of the frame in its input, or -1.</summary>
    public long InputIndex;

    /// <summary>Length in bytes without FCS.</summary>
    public int Length;

    /// <summary>64-byte lines and queue entries that hold its bytes.</summary>
    public int Live;

    /// <summary>Copies that must meet a fate: 1, and one more for each replication.</summary>
    public int Expected;

    /// <summary>Deliveries, departures and drops so far.</summary>
    public int Fates;

    /// <summary>Port or VIF of origin.</summary>
    public short Source;

    public FrameOrigin Origin;

    /// <summary>In use; else the slab entry is free.</summary>
    public bool InUse;

    /// <summary>Copies still under way.</summary>
    public readonly int Outstanding => Math.Max(0, Expected - Fates);

    /// <summary>One tick per hop.</summary>
    [InlineArray(17)]
    public struct HopTimes
    {
        private long _first;
    }
}
