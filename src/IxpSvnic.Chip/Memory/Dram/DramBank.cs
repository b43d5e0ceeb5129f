namespace IxpSvnic.Chip.Memory.Dram;

/// <summary>One internal bank: the row it was last opened on and when.</summary>
internal struct DramBank
{
    public long Activated;

    public long Row;
}
