namespace IxpSvnic.Board.Wires;

/// <summary>A station that listens at one end of a wire.</summary>
public interface IWireReceiver
{
    /// <summary>
    /// A whole frame has arrived; now is <paramref name="lastBit"/>. The bytes are valid during the call; the one live hold of
    /// the tag passes to the receiver.
    /// </summary>
    void OnFrame(ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit);
}
