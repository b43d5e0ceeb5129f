namespace IxpSvnic.Chip.Msf;

/// <summary>What the transmit half has counted.</summary>
internal struct TransmitCounters
{
    public long Elements;
    public long Packets;
    public long Bytes;
    public long Skipped;
    public long Aborted;

    /// <summary>Writes to control words or validations of elements that are still valid.</summary>
    public long BusyWrites;

    /// <summary>Validations of elements that do not exist in the size in use.</summary>
    public long BadValidations;
}
