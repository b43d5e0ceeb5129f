using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests;

internal sealed class DropObserver : IFrameObserver
{
    public List<(long InputIndex, DropReason Reason)> Drops { get; } = [];

    public void OnHop(int tag, in FrameRecord frame, Hop hop, long time, long argument)
    {
    }

    public void OnDrop(int tag, in FrameRecord frame, DropReason reason, long time) =>
        Drops.Add((frame.InputIndex, reason));

    public void OnSettled(int tag, in FrameRecord frame, long time)
    {
    }
}
