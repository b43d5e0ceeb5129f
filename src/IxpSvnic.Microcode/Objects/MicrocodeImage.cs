namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// A program for one microengine with what a loader and a debugger need to know about it.
/// *Not modelled:* import variables and relocation; every word is final.
/// </summary>
public sealed class MicrocodeImage
{
    /// <summary>Program name, usually the source file without extension.</summary>
    public required string Name { get; init; }

    /// <summary>40-bit words from address 0.</summary>
    public required ulong[] Words { get; init; }

    /// <summary>4 or 8.</summary>
    public int Contexts { get; init; } = 8;

    /// <summary>CTX_ENABLES mode bits: contexts, PRN mode, NN mode, empty threshold, global LM pointers.</summary>
    public uint UengineParameters { get; init; } = UengineParameterBits.PrnEveryCycle;

    /// <summary>Chips it runs on: bit 1 IXP2400, bit 2 IXP2800, bit 3 IXP2850, 0x3f0 the IXP23xx family.</summary>
    public uint CpuModels { get; init; } = 0x3fe;

    public byte CpuMinRevision { get; init; }

    public byte CpuMaxRevision { get; init; } = byte.MaxValue;

    /// <summary>The engine writes its own next-neighbour registers.</summary>
    public bool NextNeighbourSelf => (UengineParameters & UengineParameterBits.NextNeighbourSelf) != 0;

    public IReadOnlyList<InitialRegister> InitialRegisters { get; init; } = [];

    public IReadOnlyList<InitialCsr> InitialCsrs { get; init; } = [];

    /// <summary>Source line per word, or empty when unknown.</summary>
    public IReadOnlyList<SourceLocation> SourceLines { get; init; } = [];

    /// <summary>Exported labels: name to address.</summary>
    public IReadOnlyDictionary<string, int> Labels { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<TracePoint> TracePoints { get; init; } = [];

    public IReadOnlyList<SymbolBinding> Symbols { get; init; } = [];

    /// <summary>Source place of a word, empty when unknown.</summary>
    public SourceLocation SourceOf(int address) =>
        (uint)address < (uint)SourceLines.Count ? SourceLines[address] : default;
}
