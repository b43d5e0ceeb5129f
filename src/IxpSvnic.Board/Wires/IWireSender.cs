namespace IxpSvnic.Board.Wires;

/// <summary>A station that sends at one end of a wire.</summary>
public interface IWireSender
{
    /// <summary>The last bit of the frame has left; called before taps and the far receiver hear of it.</summary>
    void OnSent(int tag, long lastBit);
}
