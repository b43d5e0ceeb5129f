using IxpSvnic.Board.Wires;

namespace IxpSvnic.Board.Tests;

internal sealed class RecordingTap : IWireTap
{
    public List<(byte[] Frame, int Tag, long FirstBit, long LastBit)> All { get; } = [];

    public void OnFrame(WireEnd sender, ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit) =>
        All.Add((frameWithFcs.ToArray(), tag, firstBit, lastBit));
}
