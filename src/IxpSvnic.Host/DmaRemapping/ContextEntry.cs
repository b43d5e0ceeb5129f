namespace IxpSvnic.Host.DmaRemapping;

/// <summary>A context entry as the context cache holds it.</summary>
internal struct ContextEntry
{
    /// <summary>Machine address of the top second-level table.</summary>
    public ulong Table;

    public ushort SourceId;

    public ushort Domain;

    /// <summary>Levels of the second-level table.</summary>
    public byte Levels;

    /// <summary>FPD: qualified faults are not recorded.</summary>
    public byte FaultsDisabled;

    /// <summary>Translation type 2: addresses pass unchanged.</summary>
    public byte PassThrough;

    public byte Valid;
}
