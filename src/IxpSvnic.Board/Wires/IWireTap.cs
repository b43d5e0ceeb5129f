namespace IxpSvnic.Board.Wires;

/// <summary>Looks at the frames that leave one end of a wire; it changes nothing.</summary>
public interface IWireTap
{
    /// <summary>
    /// Called at the last bit, before the far receiver. The first bit is that of the preamble; the bytes are valid during the call.
    /// </summary>
    void OnFrame(WireEnd sender, ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit);
}
