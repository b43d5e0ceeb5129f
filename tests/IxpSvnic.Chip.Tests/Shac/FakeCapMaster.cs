using IxpSvnic.Chip.Shac.Cap;

namespace IxpSvnic.Chip.Tests.Shac;

internal sealed class FakeCapMaster : ICapMaster, IThreadInterruptSink, IGlobalControlListener
{
    public List<(long Token, uint Value)> Replies { get; } = [];

    public List<(bool IsB, int Me, int Context)> Interrupts { get; } = [];

    public List<(int Offset, uint Value, uint Before)> Controls { get; } = [];

    public void OnCapReply(long token, uint value) => Replies.Add((token, value));

    public void OnThreadInterrupt(bool isB, int me, int context) => Interrupts.Add((isB, me, context));

    public void OnGlobalControl(int offset, uint value, uint before) => Controls.Add((offset, value, before));
}
