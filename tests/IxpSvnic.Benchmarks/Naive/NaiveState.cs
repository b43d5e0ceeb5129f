namespace IxpSvnic.Benchmarks.Naive;

/// <summary>The registers of one naive engine, one array per file of chapter 1 of the MEv2 reference.</summary>
internal sealed class NaiveState
{
    public const int Contexts = 8;

    public readonly uint[] GprA = new uint[128];
    public readonly uint[] GprB = new uint[128];
    public readonly uint[] SIn = new uint[128];
    public readonly uint[] SOut = new uint[128];
    public readonly uint[] DIn = new uint[128];
    public readonly uint[] DOut = new uint[128];
    public readonly uint[] Neighbour = new uint[128];
    public readonly uint[] LocalMemory = new uint[640];
    public readonly int[] ContextPc = new int[Contexts];
    public readonly uint[] Events = new uint[Contexts];
    public readonly uint[] Awaited = new uint[Contexts];

    /// <summary>Local memory pointers in words; the last of each is the shared one.</summary>
    public readonly int[,] Pointer = new int[2, Contexts + 1];

    public readonly ulong[] Store = new ulong[4096];

    public long Now { get; set; }

    public int Running { get; set; } = -1;

    public int Last { get; set; } = Contexts - 1;

    public int Pc { get; set; }

    public bool Negative { get; set; }

    public bool Zero { get; set; }

    public bool Overflow { get; set; }

    public bool Carry { get; set; }

    public uint Result { get; set; }

    public uint PreviousA { get; set; }

    public uint PreviousB { get; set; }

    public ulong Product { get; set; }

    public uint? CsrValue { get; set; }

    public uint Remainder { get; set; }

    /// <summary>What a CSR read sees of the remainder.</summary>
    public uint VisibleRemainder { get; set; }

    public uint Enables { get; set; }

    public uint ContextPointer { get; set; }

    public uint ByteIndex { get; set; }

    public uint TIndex { get; set; }

    public uint NnPut { get; set; }

    public uint NnGet { get; set; }

    public uint InputStates { get; set; }

    public uint Random { get; set; } = 1;

    public long TimestampStart { get; set; } = -1;

    public bool IsFourContexts => (Enables & 0x8000_0000) != 0;

    /// <summary>The context whose window instructions see.</summary>
    public int Window => Running < 0 ? Last : Running;

    public int PointerSlot(int pointer) => (Enables >> (16 + pointer) & 1) != 0 ? Contexts : Window;

    public bool IsEnabled(int context) =>
        (Enables >> (8 + context) & 1) != 0 && (!IsFourContexts || context % 2 == 0);

    /// <summary>Section 1.8: all awaited events, or with bit 16 any; the voluntary one is always there.</summary>
    public bool IsReady(int context)
    {
        uint present = Events[context] | 1;
        uint awaited = Awaited[context] & 0xffff;
        return (Awaited[context] & 0x1_0000) != 0 ? (awaited & present) != 0 : (awaited & ~present) == 0;
    }
}
