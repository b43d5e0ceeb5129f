using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>A request of the core that is under way: one or more chassis commands or local accesses.</summary>
internal struct GasketAccess
{
    /// <summary>The request as the core made it.</summary>
    public BusRequest Request;

    /// <summary>What has been read so far.</summary>
    public LineData Data;

    /// <summary>Commands whose last data phase has not been seen.</summary>
    public byte Parts;

    public BusRoute Route;

    public bool IsActive;

    public bool IsAbort;

    /// <summary>Second half of a swap that is a read and a write of its own.</summary>
    public bool IsWriteBack;
}
