using IxpSvnic.Chip.Memory;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>An SRAM channel of fixed latency.</summary>
internal sealed class TestSram : ISramPort
{
    public long Bytes => 4 << 20;

    public FlatMemory Memory { get; } = new(4 << 20);

    public long Read(long ready, uint offset, int words) => ready + (60 * 5) + (words * 15);

    public long Write(long ready, uint offset, int words) => ready + (20 * 5) + (words * 15);
}
