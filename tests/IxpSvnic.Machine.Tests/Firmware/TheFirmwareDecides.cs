using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Firmware;

/// <summary>Nothing in the machine delivers a frame but the programs of its engines.</summary>
[TestClass]
public sealed class TheFirmwareDecides
{
    [TestMethod]
    public void Without_programs_nothing_is_delivered()
    {
        using Scenario scenario = Traffic.Mixed();
        string nothing = scenario.Write("nothing.uc", Programs.Nothing);
        RunResult result = scenario.Run(o => o with
        {
            EngineFiles = Enumerable.Range(0, 8).ToDictionary(e => e, _ => nothing),
            Guest = GuestKind.Echo,
        });
        Assert.AreEqual("drainTimeout", result.Report.End);
        Assert.AreEqual(0, result.Report.Frames.Delivered);
        Assert.AreEqual(0, result.Report.Frames.WireOut);
        Assert.AreEqual(0, result.Report.Frames.GuestSent);
        Assert.IsTrue(result.Received.TrueForAll(r => r.Count == 0));
        CollectionAssert.IsSubsetOf(
            result.Report.Drops.Keys.ToArray(), (string[])["MacFifoFull", "Runt", "Oversize"]);
        Assert.IsTrue(result.Report.Conserved);
        Assert.IsNotEmpty(result.Report.Stuck);
        Assert.IsFalse(result.Report.IsSuccess);
    }

    [TestMethod]
    public void A_program_that_sends_everything_to_VIF_3_has_it_so()
    {
        using Scenario scenario = new(vifs: 5);
        List<string> sent = [];
        for (int i = 0; i < 40; i++)
        {
            ulong to = i % 7 == 0 ? Frames.Broadcast : i % 5 == 0 ? Frames.Stranger : Frames.Vif(i % 5);
            byte[] frame = Frames.Make(to, Frames.Sender(0), 60 + (20 * i), i);
            scenario.Add(i * 12_000, frame);
            sent.Add(Convert.ToHexStringLower(frame));
        }

        string program = scenario.Write("vif3.uc", Programs.EverythingToVif3);
        RunResult result = scenario.Run(o => o with { EngineFiles = new Dictionary<int, string> { [1] = program } });
        Assert.IsTrue(result.Report.IsSuccess, result.Report.End);
        CollectionAssert.AreEqual(sent, result.Received[3]);
        Assert.AreEqual(sent.Count, result.Received.Sum(r => r.Count));
    }

    [TestMethod]
    public void A_bit_flipped_in_DRAM_on_the_way_arrives_flipped()
    {
        const int Flipped = 700;
        using Scenario scenario = new(vifs: 1);
        byte[] frame = Frames.Make(Frames.Vif(0), Frames.Sender(0), 1514);
        scenario.Add(0, frame);
        RunResult result = scenario.Run(prepare: session =>
        {
            FlipOnce flip = new(session.Machine, Flipped, 0x10);
            flip.Watch();
        });
        frame[Flipped] ^= 0x10;
        Assert.IsTrue(result.Report.IsSuccess, result.Report.End);
        CollectionAssert.AreEqual((string[])[Convert.ToHexStringLower(frame)], result.Received[0]);
    }

    [TestMethod]
    [DataRow(long.MaxValue, "complete")]
    [DataRow(400 * Ticks.PerMicrosecond, "maxTime")]
    public void A_program_that_leaks_one_buffer_breaks_conservation(long longest, string end)
    {
        using Scenario scenario = Traffic.Even(30, 200, 15_000);
        string program = scenario.Write("to_host.uc", Programs.Changed(
            "to_host.uc",
            "    finish_frame(frame, desc)\n",
            """
                .reg page tenth
                alu_shf[page, --, B, frame, >>BUFFER_SHIFT]
                immed[tenth, ((BUFFER_BASE >> BUFFER_SHIFT) + 10)]
                alu[--, page, -, tenth]
                beq[leak#]
                finish_frame(frame, desc)
            leak#:

            """));
        RunResult result = scenario.Run(o => o with
        {
            EngineFiles = new Dictionary<int, string> { [2] = program },
            MaxTicks = longest,
        });
        Assert.AreEqual(end, result.Report.End);
        Assert.IsGreaterThan(20, result.Report.Frames.Delivered);
        Assert.AreEqual(1, result.Report.Buffers!.Leaked);
        Assert.IsFalse(result.Report.Conserved);
        Assert.IsFalse(result.Report.IsSuccess);
    }

    [TestMethod]
    public void A_program_that_drops_a_frame_in_silence_breaks_conservation()
    {
        using Scenario scenario = Traffic.Even(20, 100, 15_000);
        scenario.Add(330_000, Frames.Make(Frames.Stranger, Frames.Sender(0), 90));
        string program = scenario.Write(
            "demux.uc", Programs.Changed("demux.uc", "        .trace \"Drop.UnknownMac\", frame\n", ""));
        RunResult result = scenario.Run(o => o with { EngineFiles = new Dictionary<int, string> { [1] = program } });
        Assert.AreEqual(20, result.Report.Frames.Delivered);
        Assert.IsFalse(result.Report.Conserved);
        Assert.AreEqual("drainTimeout", result.Report.End);
    }

    [TestMethod]
    public void A_frame_whose_buffer_is_used_again_is_told_as_lost_by_firmware()
    {
        const int MoreThanBuffers = 500;
        using Scenario scenario = new(vifs: 1);
        scenario.Add(0, Frames.Make(Frames.Stranger, Frames.Sender(0), 60));
        for (int i = 1; i <= MoreThanBuffers; i++)
        {
            scenario.Add(i * 4_000, Frames.Make(Frames.Vif(0), Frames.Sender(0), 60, i));
        }

        string program = scenario.Write(
            "demux.uc", Programs.Changed("demux.uc", "        .trace \"Drop.UnknownMac\", frame\n", ""));
        RunResult result = scenario.Run(o => o with { EngineFiles = new Dictionary<int, string> { [1] = program } });
        CollectionAssert.AreEqual((string[])["LostByFirmware"], result.Report.Drops.Keys.ToArray());
        Assert.AreEqual(1, result.Report.Drops["LostByFirmware"]);
        Assert.AreEqual(MoreThanBuffers, result.Report.Frames.Delivered);
        Assert.IsTrue(result.Report.Conserved);
    }
}
