namespace IxpSvnic.Chip.Msf;

/// <summary>What the receive half has counted.</summary>
internal struct ReceiveCounters
{
    public long Mpackets;
    public long Packets;
    public long Bytes;
    public long StatusPushes;
    public long NullPushes;
    public long FreelistOverflows;
    public long BadThreads;
    public long BadDones;
    public long StartErrors;
}
