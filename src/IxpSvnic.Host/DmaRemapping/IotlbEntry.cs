namespace IxpSvnic.Host.DmaRemapping;

/// <summary>One cached translation; no rights = entry free.</summary>
internal struct IotlbEntry
{
    /// <summary>I/O-virtual address shifted right by <see cref="Shift"/>.</summary>
    public ulong Page;

    /// <summary>Machine address of the page.</summary>
    public ulong Machine;

    /// <summary>Number of the look-up that last used it.</summary>
    public long LastUse;

    public ushort Domain;

    /// <summary>12 or 21.</summary>
    public byte Shift;

    public TranslationRights Rights;

    public int Reserved;
}
