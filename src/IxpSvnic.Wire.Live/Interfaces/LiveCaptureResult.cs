namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>What a live capture brought.</summary>
/// <param name="Frames">Frames in the file.</param>
/// <param name="LostFrames">Frames known to be lost; libpcap counts too low under load.</param>
public readonly record struct LiveCaptureResult(long Frames, long LostFrames);
