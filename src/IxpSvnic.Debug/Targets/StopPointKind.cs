namespace IxpSvnic.Debug.Targets;

/// <summary>Kinds of stop points, numbered as packets Z and z do.</summary>
public enum StopPointKind
{
    SoftwareBreakpoint,
    HardwareBreakpoint,
    WriteWatchpoint,
    ReadWatchpoint,
    AccessWatchpoint,
}
