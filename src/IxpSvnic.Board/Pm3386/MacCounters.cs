namespace IxpSvnic.Board.Pm3386;

/// <summary>
/// Statistics of one direction of a MAC port in the manner of RFC 2819 (RMON) and RFC 3635: good frames by kind and size, and why
/// others were not good. Octets and sizes include the FCS.
/// </summary>
public struct MacCounters
{
    public long Frames;
    public long Octets;
    public long Broadcasts;
    public long Multicasts;
    public long Size64;
    public long Size65To127;
    public long Size128To255;
    public long Size256To511;
    public long Size512To1023;
    public long Size1024To1518;
    public long SizeAbove1518;
    public long FcsErrors;
    public long Undersize;
    public long Oversize;

    /// <summary>Receive: lost for lack of FIFO room. Transmit: ended with a wrong FCS or never sent.</summary>
    public long FifoDropsOrAborts;

    /// <summary>Counts a good frame.</summary>
    public void Good(ReadOnlySpan<byte> frameWithFcs)
    {
        int length = frameWithFcs.Length;
        Frames++;
        Octets += length;
        if ((frameWithFcs[0] & 1) != 0)
        {
            if (frameWithFcs[..6].IndexOfAnyExcept((byte)0xff) < 0)
            {
                Broadcasts++;
            }
            else
            {
                Multicasts++;
            }
        }

        switch (length)
        {
            case <= 64:
                Size64++;
                break;
            case <= 127:
                Size65To127++;
                break;
            case <= 255:
                Size128To255++;
                break;
            case <= 511:
                Size256To511++;
                break;
            case <= 1023:
                Size512To1023++;
                break;
            case <= 1518:
                Size1024To1518++;
                break;
            default:
                SizeAbove1518++;
                break;
        }
    }
}
