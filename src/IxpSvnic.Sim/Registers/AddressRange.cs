namespace IxpSvnic.Sim.Registers;

/// <summary>A named stretch of an address map: first address and length in bytes.</summary>
public readonly record struct AddressRange(string Name, ulong Start, ulong Length)
{
    public ulong End => Start + Length;

    public bool Contains(ulong address) => address - Start < Length;

    public bool Overlaps(AddressRange other) => Start < other.End && other.Start < End;

    public override string ToString() => $"{Name} [0x{Start:x}, 0x{End:x})";
}
