using IxpSvnic.Board.Wires;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests.Wires;

[TestClass]
public sealed class WireTests
{
    private readonly EventQueue _events = new();
    private readonly FrameLedger _ledger = new();
    private readonly GigabitWire _wire;

    public WireTests() => _wire = new GigabitWire(_events, _ledger, "wire", 24);

    [TestMethod]
    public void Both_ends_send_at_the_same_time_without_disturbing_each_other()
    {
        RecordingTap a = new();
        RecordingTap b = new();
        _wire.A.Tap = a;
        _wire.B.Tap = b;
        _wire.A.Send(TestFrames.Good(64), 0);
        _wire.B.Send(TestFrames.Good(100), 0);
        _events.RunTo(100_000);
        Assert.AreEqual((72 * 24L, 108 * 24L), (a.All[0].LastBit, b.All[0].LastBit));
    }

    [TestMethod]
    public void Sending_inside_the_inter_frame_gap_is_an_impossible_state()
    {
        _wire.A.Send(TestFrames.Good(64), 0);
        _events.RunTo((84 * 24) - 1);
        Assert.ThrowsExactly<InvalidOperationException>(() => _wire.A.Send(TestFrames.Good(64), 0));
        _events.RunTo(84 * 24);
        _wire.A.Send(TestFrames.Good(64), 0);
    }

    [TestMethod]
    public void A_frame_that_nobody_listens_to_gives_its_hold_back()
    {
        int tag = _ledger.Create(FrameOrigin.Wire, 0, 60, 0, 0);
        _ledger.Depart(tag, 0, 0);
        _wire.A.Send(TestFrames.Good(64), tag);
        _events.RunTo(100_000);
        Assert.IsFalse(_ledger.IsInUse(tag));
    }

    [TestMethod]
    public void The_player_starts_frames_when_due_but_never_before_the_wire_is_free()
    {
        RecordingTap tap = new();
        _wire.B.Tap = tap;
        WirePlayer player = new(_events, _ledger, _wire.B, 0);
        byte[] frame = TestFrames.Good(64);
        player.Play(new ListSource((10, frame), (10, frame), (0, frame), (50_000, frame)));
        _events.RunTo(1_000_000);
        CollectionAssert.AreEqual(
            (long[])[10, 10 + 2016, 10 + 4032, 50_000], tap.All.Select(f => f.FirstBit).ToArray());
        Assert.IsTrue(player.HasFinished);
        Assert.AreEqual(4, player.FramesSent);
    }

    [TestMethod]
    public void The_player_asks_for_the_next_frame_only_when_the_wire_is_free()
    {
        WirePlayer player = new(_events, _ledger, _wire.B, 0);
        byte[] frame = TestFrames.Good(64);
        ListSource source = new((10, frame), (5000, frame));
        player.Play(source);
        _events.RunTo(1_000_000);
        CollectionAssert.AreEqual((long[])[0, 10 + 2016, 5000 + 2016], source.Asked);
    }

    [TestMethod]
    public void A_frame_is_born_with_its_first_bit()
    {
        WirePlayer player = new(_events, _ledger, _wire.B, 3);
        player.Play(new ListSource((777, TestFrames.Good(100))));
        _events.RunTo(776);
        Assert.AreEqual(0, _ledger.WireIn);
        _events.RunTo(777);
        FrameRecord record = _ledger[1];
        Assert.AreEqual((1L, 777L, 96, 3), (_ledger.WireIn, record.Born, record.Length, (int)record.Source));
    }
}
