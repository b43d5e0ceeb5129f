using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>A program as read: nodes in order, symbols, and what the loader is to set.</summary>
internal sealed class AssemblyProgram
{
    public AssemblyProgram(AssemblerOptions options, DiagnosticBag diagnostics)
    {
        Options = options;
        Diagnostics = diagnostics;
        Contexts = options.Contexts == 4 ? 4 : 8;
        Comparer = options.CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        Root = new Scope(null, null, Comparer);
    }

    public AssemblerOptions Options { get; }

    public DiagnosticBag Diagnostics { get; }

    public StringComparer Comparer { get; }

    public Scope Root { get; }

    public int Contexts { get; set; }

    /// <summary>Registers of one kind in a context's window.</summary>
    public int Window => Contexts == 4 ? 32 : 16;

    public uint UengineParameters { get; set; } = UengineParameterBits.PrnEveryCycle;

    public List<ProgramNode> Nodes { get; } = [];

    public List<RegisterSymbol> Registers { get; } = [];

    public List<SignalSymbol> Signals { get; } = [];

    /// <summary>Local memory words given out by <c>.alloc_mem</c>, in bytes.</summary>
    public int LocalMemoryBytes { get; set; }

    public List<LabelReference> LabelReferences { get; } = [];

    public List<InitialValue> InitialValues { get; } = [];

    public List<InitialCsr> InitialCsrs { get; } = [];

    /// <summary>Labels exported under a name of their own.</summary>
    public List<(string Name, LabelSymbol Label)> ExportedLabels { get; } = [];

    /// <summary>The node before which a label was placed last: control may arrive there.</summary>
    public int LastPlaced { get; private set; } = -1;

    public void Place(LabelSymbol label)
    {
        label.Node = Nodes.Count;
        LastPlaced = Nodes.Count;
    }

    public ProgramNode Add(ProgramNode node)
    {
        node.Index = Nodes.Count;
        Nodes.Add(node);
        return node;
    }

    public RegisterSymbol Add(RegisterSymbol symbol)
    {
        symbol.Index = Registers.Count;
        Registers.Add(symbol);
        return symbol;
    }

    public SignalSymbol Add(SignalSymbol symbol)
    {
        symbol.Index = Signals.Count;
        Signals.Add(symbol);
        return symbol;
    }
}
