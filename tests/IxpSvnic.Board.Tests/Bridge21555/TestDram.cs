using IxpSvnic.Chip.Memory;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>DRAM with the unloaded latencies of the reference (120 and about 50 cycles less transit) and a serial port.</summary>
internal sealed class TestDram(FrameLedger ledger, long bytes) : IDramPort
{
    private const int CycleTicks = 5;
    private long _busyUntil;

    public long Bytes { get; } = bytes;

    public FlatMemory Memory { get; } = new(bytes);

    public TagMap Tags { get; } = new(ledger, bytes);

    public List<(uint Address, int Length, long Time)> Writes { get; } = [];

    public long Read(long ready, uint address, int bytes) => Occupy(ready, bytes, 80);

    public long Write(long ready, uint address, int bytes)
    {
        Writes.Add((address, bytes, ready));
        return Occupy(ready, bytes, 10);
    }

    private long Occupy(long ready, int bytes, int latencyCycles)
    {
        _busyUntil = Math.Max(ready, _busyUntil) + ((bytes + 7) / 8 * 4 * CycleTicks);
        return _busyUntil + (latencyCycles * CycleTicks);
    }
}
