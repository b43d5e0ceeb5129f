namespace IxpSvnic.Debug.Protocol;

/// <summary>Replies that refuse. The protocol gives the numbers no meaning; these are ours.</summary>
internal static class PacketError
{
    /// <summary>The packet's text makes no sense.</summary>
    public const string Malformed = "E01";

    /// <summary>Longer than PacketSize.</summary>
    public const string Overlong = "E02";

    /// <summary>No such register, thread, breakpoint or process.</summary>
    public const string Unknown = "E03";

    /// <summary>Memory that does not answer.</summary>
    public const string Memory = "E14";

    /// <summary>Not while the program runs.</summary>
    public const string Running = "E16";
}
