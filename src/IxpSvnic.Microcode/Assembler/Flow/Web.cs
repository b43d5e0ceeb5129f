using IxpSvnic.Microcode.Assembler.Program;

namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>Definitions of a register that reach common uses: what gets one physical register.</summary>
internal sealed class Web(int index, RegisterSymbol symbol, int nodes)
{
    public int Index { get; } = index;

    public RegisterSymbol Symbol { get; } = symbol;

    public bool IsAbsolute => Symbol.Class == RegisterClass.AbsoluteGpr;

    /// <summary>Nodes at which it is live behind or defined.</summary>
    public BitRow Live { get; } = new(nodes);

    /// <summary>It has a value before the first instruction.</summary>
    public bool IsLiveAtEntry { get; set; }

    /// <summary>It is read or written by some instruction.</summary>
    public bool IsUsed { get; set; }

    /// <summary>First and last node at which it is live, read or written.</summary>
    public int First { get; private set; } = int.MaxValue;

    public int Last { get; private set; } = -1;

    public void Touch(int node)
    {
        First = Math.Min(First, node);
        Last = Math.Max(Last, node);
    }

    public BitRow Interferes { get; set; } = new(0);

    /// <summary>0 = A, 1 = B.</summary>
    public int Bank { get; set; } = -1;

    public int Number { get; set; } = -1;
}
