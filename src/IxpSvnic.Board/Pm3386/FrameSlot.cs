namespace IxpSvnic.Board.Pm3386;

/// <summary>One frame in a <see cref="FrameFifo"/>.</summary>
internal struct FrameSlot
{
    /// <summary>Tick at which its first bytes came in.</summary>
    public long Entered;

    public int Length;

    /// <summary>To be sent with a wrong FCS.</summary>
    public bool Bad;

    internal byte Reserved0;

    internal short Reserved1;
}
