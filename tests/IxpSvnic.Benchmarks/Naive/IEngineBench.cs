namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Eight engines of one kind on a memory system.</summary>
internal interface IEngineBench
{
    MemorySystem Memory { get; }

    long Instructions { get; }

    /// <summary>Instructions, lost, idle and stalled cycles of an engine.</summary>
    (long Instructions, long Lost, long Idle, long Stalled) Counters(int engine);

    void Start(int engine, ReadOnlySpan<ulong> program, int contextMask, uint mode);

    void RunCycles(long cycles);

    /// <summary>The engine's registers in one order for both kinds, each with its name.</summary>
    IEnumerable<(string Name, uint Value)> Dump(int engine);
}
