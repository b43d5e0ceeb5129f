namespace IxpSvnic.Board.Wires;

/// <summary>Is shown a frame without FCS; the bytes are valid during the call.</summary>
public delegate void FrameHandler(int tag, ReadOnlySpan<byte> frame);
