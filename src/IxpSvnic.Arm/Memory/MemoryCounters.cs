using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Arm.Memory;

/// <summary>What the memory system counts, for the performance monitor and the report. Hits are not counted: they leave no trace.</summary>
public sealed class MemoryCounters : IStateful, IStatisticsSource
{
    private Block _counts;
    private long _pendingAccesses;

    /// <summary>Event 00: lines that fetches asked of the bus.</summary>
    public long InstructionMisses => _counts.InstructionMisses;

    /// <summary>Event 01: cycles in which a fetch waited.</summary>
    public long FetchStallCycles => _counts.FetchStallCycles;

    /// <summary>Event 03.</summary>
    public long InstructionTlbMisses => _counts.InstructionTlbMisses;

    /// <summary>Event 04.</summary>
    public long DataTlbMisses => _counts.DataTlbMisses;

    /// <summary>Event 08: cycles a store or an eviction waited for room in a buffer.</summary>
    public long BufferStallCycles => _counts.BufferStallCycles;

    /// <summary>Event 09: times that happened.</summary>
    public long BufferStalls => _counts.BufferStalls;

    /// <summary>Event 0A: cacheable loads and stores, counted only while the performance monitor selects the event.</summary>
    public long DataAccesses => _counts.DataAccesses + _pendingAccesses;

    /// <summary>Event 0B: cacheable loads and stores that missed.</summary>
    public long DataMisses => _counts.DataMisses;

    /// <summary>Event 0C: half lines written back.</summary>
    public long WriteBacks => _counts.WriteBacks;

    /// <summary>Loads and swaps past the caches.</summary>
    public long UncachedReads => _counts.UncachedReads;

    /// <summary>Writes that left the core.</summary>
    public long BusWrites => _counts.BusWrites;

    internal ref Block Counts => ref _counts;

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("xscale.icache.misses", InstructionMisses);
        sheet.Count("xscale.itlb.misses", InstructionTlbMisses);
        sheet.Count("xscale.dcache.misses", DataMisses);
        sheet.Count("xscale.dcache.halfLinesWrittenBack", WriteBacks);
        sheet.Count("xscale.dtlb.misses", DataTlbMisses);
        sheet.Count("xscale.fetchStallCycles", FetchStallCycles);
        sheet.Count("xscale.writeBuffer.stallCycles", BufferStallCycles);
        sheet.Count("xscale.uncachedReads", UncachedReads);
        sheet.Count("xscale.busWrites", BusWrites);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _counts);
        visitor.Value(ref _pendingAccesses);
    }

    /// <summary>Counts an access of an instruction that may still have to start again.</summary>
    internal void AddAccess() => _pendingAccesses++;

    /// <summary>The instruction is complete (or starts again).</summary>
    internal void EndAccesses(bool complete)
    {
        _counts.DataAccesses += complete ? _pendingAccesses : 0;
        _pendingAccesses = 0;
    }

    internal struct Block
    {
        public long InstructionMisses;
        public long FetchStallCycles;
        public long InstructionTlbMisses;
        public long DataTlbMisses;
        public long BufferStallCycles;
        public long BufferStalls;
        public long DataAccesses;
        public long DataMisses;
        public long WriteBacks;
        public long UncachedReads;
        public long BusWrites;
    }
}
