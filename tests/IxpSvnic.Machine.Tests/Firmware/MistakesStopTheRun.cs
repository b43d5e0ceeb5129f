using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Firmware;

/// <summary>A mistake of a program ends the run and says who, where in the store and where in the source.</summary>
[TestClass]
public sealed class MistakesStopTheRun
{
    [TestMethod]
    public void An_unmapped_SRAM_channel_stops_the_run() => Check(
        """
            .reg $word address
            .sig got
            immed[address, 0x8000, <<16]
            br!=ctx[5, idle#]
            sram[read, $word, address, 0, 1], ctx_swap[got]
        idle#:
            ctx_arb[kill]

        """,
        line: 5,
        "microengine 3 context 5",
        "unmapped address 0x80000000");

    [TestMethod]
    public void An_address_beyond_the_memory_of_a_channel_stops_the_run() => Check(
        """
            .reg $word address
            .sig got
            immed[address, 0x0100, <<16]
            br!=ctx[2, idle#]
            nop
            sram[read, $word, address, 0, 1], ctx_swap[got]
        idle#:
            ctx_arb[kill]

        """,
        line: 6,
        "microengine 3 context 2",
        "unmapped address 0x01000000");

    [TestMethod]
    public void An_address_beyond_the_DRAM_stops_the_run() => Check(
        """
            .reg $$word0 $$word1 address
            .xfer_order $$word0 $$word1
            .sig got
            immed[address, 0x7000, <<16]
            br!=ctx[0, idle#]
            dram[read, $$word0, address, 0, 1], ctx_swap[got]
        idle#:
            ctx_arb[kill]

        """,
        line: 6,
        "microengine 3 context 0",
        "unmapped address 0x70000000");

    [TestMethod]
    public void An_illegal_instruction_stops_the_run() =>
        Damage((store, word) => store.Load([0xff_ffff_ffff], 1), "illegal instruction ffffffffff");

    [TestMethod]
    public void A_parity_error_stops_the_run() =>
        Damage((store, word) => store.WriteStore(1, word ^ 1), "control store parity error");

    private static void Damage(Action<Chip.Microengines.MicroengineDebugPort, ulong> damage, string what)
    {
        using Scenario scenario = Traffic.Even(3, 100, 20_000);
        string program = scenario.Write("waits.uc", "    nop\n    nop\n    ctx_arb[kill]\n");
        RunResult result = scenario.Run(
            o => o with { EngineFiles = new Dictionary<int, string> { [3] = program } },
            session =>
            {
                Chip.Microengines.MicroengineDebugPort port = session.Machine.Chip.Engines[3].Debug;
                damage(port, port.ReadStore(1));
            });
        CheckReport(result, "waits.uc", 2, "microengine 3 context 0 address 1", what);
    }

    private static void Check(string text, int line, params string[] words)
    {
        using Scenario scenario = Traffic.Even(3, 100, 20_000);
        string program = scenario.Write("wrong.uc", text);
        RunResult result = scenario.Run(o => o with { EngineFiles = new Dictionary<int, string> { [3] = program } });
        CheckReport(result, "wrong.uc", line, words);
        RunResult narrow = scenario.Run(o => o with
        {
            EngineFiles = new Dictionary<int, string> { [3] = program },
            WindowCycles = 1,
        });
        result.AssertSame(narrow, "window of one cycle");
    }

    private static void CheckReport(RunResult result, string file, int line, params string[] words)
    {
        Assert.AreEqual("fault", result.Report.End);
        Assert.IsFalse(result.Report.IsSuccess);
        string fault = result.Report.Stuck.Single(s => s.Where == "firmware").What;
        StringAssert.Contains(fault, $"{file}:{line}");
        StringAssert.Contains(fault, "executed last: ");
        foreach (string word in words)
        {
            StringAssert.Contains(fault, word);
        }
    }
}
