using IxpSvnic.Chip.Memory;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>The chip's DRAM controller, with a note of every write through its port.</summary>
internal sealed class RecordingDram(IDramPort controller) : IDramPort
{
    public long Bytes => controller.Bytes;

    public FlatMemory Memory => controller.Memory;

    public TagMap Tags => controller.Tags;

    public List<(uint Address, int Length, long Time)> Writes { get; } = [];

    public long Read(long ready, uint address, int bytes) => controller.Read(ready, address, bytes);

    public long Write(long ready, uint address, int bytes)
    {
        Writes.Add((address, bytes, ready));
        return controller.Write(ready, address, bytes);
    }
}
