namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>What a name means in its scope: registers by side, an array, a signal, a label or a constant.</summary>
internal sealed class SymbolEntry
{
    /// <summary>One symbol for both sides, or one each.</summary>
    public List<RegisterSymbol> Registers { get; } = [];

    public IReadOnlyList<RegisterSymbol>? Array { get; set; }

    public SignalSymbol? Signal { get; set; }

    public LabelSymbol? Label { get; set; }

    public long? Constant { get; set; }

    public RegisterSymbol? Side(bool write) => Registers.Find(r => write ? r.HasWriteSide : r.HasReadSide);
}
