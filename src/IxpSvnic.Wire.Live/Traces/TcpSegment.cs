namespace IxpSvnic.Wire.Live.Traces;

/// <summary>The fields of a TCP segment (RFC 9293, 3.1) that tell one step of a conversation from another.</summary>
internal readonly record struct TcpSegment
{
    public ushort SourcePort { get; init; }

    public ushort DestinationPort { get; init; }

    public uint Sequence { get; init; }

    public uint Acknowledgement { get; init; }

    public bool IsSynchronize { get; init; }

    public bool IsAcknowledge { get; init; }

    public bool IsFinish { get; init; }
}
