using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Firmware;

[TestClass]
public sealed class WakingGuests
{
    private const long Apart = 200_000;

    [TestMethod]
    public void A_guest_that_unmasks_its_signal_while_a_frame_comes_is_woken()
    {
        using Scenario scenario = Pairs();
        Assert.IsTrue(WakesInTime(scenario.Run()));
    }

    [TestMethod]
    public void A_program_that_looks_at_the_mask_too_early_is_found_out()
    {
        using Scenario scenario = Pairs();
        string program = scenario.Write("to_host.uc", Programs.Changed(
            "to_host.uc",
            ("$base $$words0 $$words1", "$base $$words0 $$words1 $$words2 $$words3"),
            (".xfer_order $$words0 $$words1", ".xfer_order $$words0 $$words1 $$words2 $$words3"),
            ("dram[read, $$words0, send, 0, 1]", "dram[read, $$words0, send, 0, 2]"),
            ("alu[*l$index0[FATE], --, B, FATE_DELIVERED]", "nop"),
            ("    alu[*l$index0[CONSUMED],", "    alu[*l$index0[FATE], --, B, $$words2]\n    alu[*l$index0[CONSUMED],"),
            ("    alu[--, --, B, *l$index0[FATE]]\n    bne[not_delivered#]\n", "    .reg early\n"),
            ("br_bset[$$masks0, 1, masked#]", "alu[early, --, B, *l$index0[FATE]]\n    br_bset[early, 1, masked#]")));
        Assert.IsFalse(WakesInTime(scenario.Run(o => o with
        {
            EngineFiles = new Dictionary<int, string> { [2] = program },
        })));
    }

    private static bool WakesInTime(RunResult result) =>
        result.Report.IsSuccess && result.Report.Hops["delivered"].Max < Apart / 4;

    // The second frame of a pair comes a little later in each: once while the guest goes back to sleep.
    private static Scenario Pairs()
    {
        const int Count = 120;
        Scenario scenario = new(vifs: 1);
        for (int i = 0; i < Count; i++)
        {
            byte[] frame = Frames.Make(Frames.Vif(0), Frames.Sender(0), 60, i);
            scenario.Add(i * Apart, frame).Add((i * Apart) + 700 + (100 * i), frame);
        }

        return scenario;
    }
}
