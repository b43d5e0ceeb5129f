using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Timing;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Arm.Tests.Core;

/// <summary>Cycles of short sequences by the tables of the chip reference, chapter 5.2.</summary>
[TestClass]
public sealed class PipelineCosts
{
    [TestMethod]
    [DataRow(1, new uint[] { 0xe0800001 }, DisplayName = "add")]
    [DataRow(2, new uint[] { 0xe0800001, 0xe0800001 }, DisplayName = "add; dependent add")]
    [DataRow(3, new uint[] { 0xe0800001, 0xe0822100 }, DisplayName = "add; its result shifted by a constant")]
    [DataRow(2, new uint[] { 0xe0800001, 0xe0822101 }, DisplayName = "add; another register shifted")]
    [DataRow(2, new uint[] { 0xe0800211 }, DisplayName = "add with a shift by register")]
    [DataRow(1, new uint[] { 0xe5910000 }, DisplayName = "ldr")]
    [DataRow(4, new uint[] { 0xe5910000, 0xe0800002 }, DisplayName = "ldr; use at once")]
    [DataRow(4, new uint[] { 0xe5910000, 0xe1a03003, 0xe0800002 }, DisplayName = "ldr; other; use")]
    [DataRow(4, new uint[] { 0xe5910000, 0xe1a03003, 0xe1a03003, 0xe0800002 }, DisplayName = "ldr; two others; use")]
    [DataRow(5, new uint[] { 0xe1c120d0, 0xe0800003 }, DisplayName = "ldrd; use of the second")]
    [DataRow(1, new uint[] { 0xe5810000 }, DisplayName = "str")]
    [DataRow(2, new uint[] { 0xe1c120f0 }, DisplayName = "strd")]
    [DataRow(5, new uint[] { 0xe891000d }, DisplayName = "ldm of three")]
    [DataRow(5, new uint[] { 0xe881000d }, DisplayName = "stm of three")]
    [DataRow(1, new uint[] { 0xe0000394 }, DisplayName = "mul")]
    [DataRow(3, new uint[] { 0xe0000394, 0xe0800002 }, DisplayName = "mul by a short number; use")]
    [DataRow(4, new uint[] { 0xe0000594, 0xe0800002 }, DisplayName = "mul by a middle number; use")]
    [DataRow(5, new uint[] { 0xe0000694, 0xe0800002 }, DisplayName = "mul by a long number; use")]
    [DataRow(2, new uint[] { 0xe0100394 }, DisplayName = "muls by a short number")]
    [DataRow(2, new uint[] { 0xe0000394, 0xe0020394 }, DisplayName = "mul; mul, short")]
    [DataRow(4, new uint[] { 0xe0000694, 0xe0020394 }, DisplayName = "mul, long; mul")]
    [DataRow(2, new uint[] { 0xe0820394 }, DisplayName = "umull")]
    [DataRow(4, new uint[] { 0xe0820394, 0xe0800001 }, DisplayName = "umull, short; use of the low word")]
    [DataRow(5, new uint[] { 0xe0820394, 0xe0822001 }, DisplayName = "umull, short; use of the high word")]
    [DataRow(2, new uint[] { 0xe128f000 }, DisplayName = "msr of the flags")]
    [DataRow(6, new uint[] { 0xe129f000 }, DisplayName = "msr of the mode")]
    [DataRow(3, new uint[] { 0xe10f0000, 0xe0800001 }, DisplayName = "mrs; use")]
    [DataRow(4, new uint[] { 0xee110f10 }, DisplayName = "mrc")]
    [DataRow(1, new uint[] { 0x00800001 }, DisplayName = "condition fails")]
    public void A_sequence_takes_the_cycles_of_the_tables(int cycles, uint[] program)
    {
        using TestCore core = new(program);
        core.Memory.FillFilters(0x2000, 0x2040);
        core[1] = 0x2000;
        core[3] = 5;
        core[5] = 0x10_0000;
        core[6] = 0x7000_0000;
        core[0] = 0xd3;

        // The line comes first, so that its fetch does not count.
        core.Core.ProgramCounter = TestCore.Start + 0x1c;
        core.Step();
        core.Core.ProgramCounter = TestCore.Start;
        long before = core.Core.Cycle;
        core.Step(program.Length);
        Assert.AreEqual(cycles, core.Core.Cycle - before);
    }

    [TestMethod]
    public void A_loops_branch_is_foreseen_after_its_first_time()
    {
        // mov r0,#100; subs r0,r0,#1; bne .-4
        using TestCore core = new(0xe3a00064, 0xe2500001, 0x1afffffd);
        core.Step(1 + 200);
        Assert.AreEqual(100, core.Core.Branches);
        Assert.AreEqual(2, core.Core.BranchMispredictions);
        Assert.AreEqual(20 + 1 + 200 + (2 * 4), core.Core.Cycle);
    }

    [TestMethod]
    public void Without_prediction_every_taken_branch_costs_five_cycles()
    {
        using TestCore core = new(0xe3a00064, 0xe2500001, 0x1afffffd);
        core.Memory.SetPrediction(false);
        core.Step(1 + 200);
        Assert.AreEqual(99, core.Core.BranchMispredictions);
        Assert.AreEqual(20 + 1 + 200 + (99 * 4), core.Core.Cycle);
    }

    [TestMethod]
    public void Invalidating_the_branch_target_buffer_forgets_the_branch()
    {
        using TestCore core = new(0xe3a00064, 0xe2500001, 0x1afffffd);
        core.Step(51);
        core.Memory.ForgetBranchTargets();
        core.Step(150);
        Assert.AreEqual(3, core.Core.BranchMispredictions);
    }

    [TestMethod]
    public void Stalls_branches_and_changes_of_the_program_counter_are_counted()
    {
        // ldr r0,[r1]; add r0,r0,#1; bx lr
        using TestCore core = new(0xe5910000, 0xe2800001, 0xe12fff1e);
        core.Memory.FillFilters(0x2000, 0x2020);
        core[1] = 0x2000;
        core[14] = 0x3000;
        core.Step(3);
        Assert.AreEqual(2, core.Core.DependencyStallCycles);
        Assert.AreEqual(1, core.Core.ProgramCounterChanges);
        Assert.AreEqual(1, core.Core.Branches);
        Assert.AreEqual(3, core.Core.InstructionsRetired);
    }

    [TestMethod]
    public void An_overridden_latency_is_obeyed()
    {
        using TestCore core = new(0xe5910000, 0xe0800002);
        core.Memory.FillFilters(0x2000, 0x2020);
        core.Timing.LoadResultCycles = 30;
        core[1] = 0x2000;
        core.Step(2);
        Assert.AreEqual(20 + 31, core.Core.Cycle);
    }

    [TestMethod]
    public void Every_figure_has_a_source_that_exists()
    {
        ParameterSet set = new();
        set.Add("pipeline", new PipelineTiming());
        string[] manuals = ["IXP42X manual p", "IXP45x manual p"];
        string architecture = File.ReadAllText(Path.Combine(RepositoryRoot(), "ARCHITECTURE.md"));
        foreach (Parameter parameter in set.All)
        {
            bool isAssumption = parameter.Source[0] == 'A'
                && architecture.Contains($"| {parameter.Source[..parameter.Source.IndexOf(':')]} |", StringComparison.Ordinal);
            Assert.IsTrue(isAssumption || manuals.Any(m => parameter.Source.StartsWith(m, StringComparison.Ordinal)), parameter.Name);
        }

        Assert.IsGreaterThan(20, set.All.Count());
    }

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IxpSvnic.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return folder;
    }
}
