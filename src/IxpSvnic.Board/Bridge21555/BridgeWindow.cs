namespace IxpSvnic.Board.Bridge21555;

/// <summary>One address window as its BAR, setup and translated-base registers describe it.</summary>
internal struct BridgeWindow
{
    public uint Base;

    /// <summary>Size minus one.</summary>
    public uint Offset;

    public uint Translated;

    /// <summary>Bytes at the start that belong to the CSRs.</summary>
    public uint Skip;

    public bool Enabled;

    public bool IsIo;

    public bool Prefetchable;

    public readonly bool Contains(uint address) => Enabled && (address & ~Offset) == Base && address - Base >= Skip;

    public readonly uint Translate(uint address) => (Translated & ~Offset) | (address & Offset);
}
