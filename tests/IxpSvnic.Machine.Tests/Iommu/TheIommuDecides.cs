using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Iommu;

/// <summary>What the device writes to a guest goes where the tables in host memory say, or nowhere.</summary>
[TestClass]
public sealed class TheIommuDecides
{
    private const int Vifs = 3;
    private const long Gap = 15_000;

    [TestMethod]
    public void A_page_unmapped_in_mid_run_faults_the_next_access_to_it_and_nothing_else()
    {
        const int Rounds = 5;
        const int LastSlot = Rounds - 1;
        const int Page = 1 + (LastSlot / 2);
        using Scenario scenario = Traffic.Even(Rounds * Vifs, 80, Gap, Vifs);
        RunResult undisturbed = scenario.Run();
        IReadOnlyList<RecordedFault> faults = [];
        ulong page = 0;
        ReplaySession? session = null;
        RunResult result = scenario.Run(prepare: s =>
        {
            session = s;
            faults = s.Machine.Hypervisor.Faults.Faults;
            page = s.Machine.Hypervisor.Guests[1].Layout.ReceiveBusAddress + (Page * 4096u);
            long halfWay = Ticks.FromNanoseconds((LastSlot * Vifs * Gap) - (Gap / 2));
            Once.At(s.Machine, halfWay, () => Assert.IsTrue(s.Machine.Hypervisor.UnmapPage(1, Page)));
        });
        Assert.IsNotEmpty(faults);
        foreach (RecordedFault fault in faults)
        {
            Assert.AreEqual(0x0102, fault.SourceId);
            Assert.AreEqual(page, fault.Page);
            Assert.AreEqual(FaultReason.WriteNotPermitted, fault.Reason);
            Assert.IsFalse(fault.Read);
            Assert.IsGreaterThan(Ticks.FromNanoseconds(LastSlot * Vifs * Gap), fault.Time);
        }

        CollectionAssert.AreEqual((string[])["IommuFault"], result.Report.Drops.Keys.ToArray());
        Assert.AreEqual(1, result.Report.Drops["IommuFault"]);
        Assert.AreEqual(result.Report.Iommu["faults"], faults.Count);
        CollectionAssert.AreEqual(undisturbed.Received[0], result.Received[0]);
        CollectionAssert.AreEqual(undisturbed.Received[2], result.Received[2]);
        CollectionAssert.AreEqual(undisturbed.Received[1][..LastSlot], result.Received[1]);
        Assert.IsTrue(result.Report.Conserved);
    }

    [TestMethod]
    [DataRow("false", 3)]
    [DataRow("false", 4)]
    [DataRow("true", 3)]
    public void An_independent_walk_of_the_dumped_tables_agrees_with_every_translation(string largePages, int levels)
    {
        using Scenario scenario = Traffic.Mixed(40);
        TranslationLog log = new();
        TableDump? dump = null;
        scenario.Run(
            o => o with
            {
                Guest = GuestKind.Echo,
                Sets = [new("iommu.largePages", largePages), new("iommu.tableLevels", $"{levels}")],
            },
            s =>
            {
                s.Machine.Iommu.Observer = log;
                dump = s.Machine.Hypervisor.DumpTables();
            });
        IndependentWalk walk = new(dump!);
        Assert.IsGreaterThan(200, log.All.Count);
        foreach ((ulong address, ushort source, bool write, ulong machine, FaultReason reason) in log.All)
        {
            Assert.AreEqual(FaultReason.None, reason);
            Assert.AreEqual(walk.SourceOf(address), source);
            Assert.AreEqual(walk.Translate(address, source, write), machine);
            Assert.AreNotEqual(address, machine, "nothing is mapped to itself");
        }
    }

    [TestMethod]
    public void Permuting_physical_pages_changes_no_capture()
    {
        using Scenario scenario = Traffic.Mixed(40);
        RunResult? first = null;
        HashSet<long> places = [];
        foreach (ulong seed in (ulong[])[1, 2, 3])
        {
            RunResult run = scenario.Run(
                o => o with { Guest = GuestKind.Echo, Seed = seed },
                s => places.Add(s.Machine.Hypervisor.Guests[0].Layout.ReceiveMachinePages[1]));
            first ??= run;
            first.AssertSameFiles(run, $"seed {seed}");
        }

        Assert.HasCount(3, places);
    }

    // The bus address names the requester: what lies beyond a guest's grant in its own region is charged to its function.
    [TestMethod]
    public void A_program_that_writes_beyond_what_a_guest_granted_faults_as_that_guests_function()
    {
        (RunResult result, IReadOnlyList<RecordedFault> faults) = RunWithOffset(0x0020);
        Assert.IsTrue(faults.All(f => f is { SourceId: 0x0102, Reason: FaultReason.WriteNotPermitted }));
        CollectionAssert.AreEqual((string[])["IommuFault"], result.Report.Drops.Keys.ToArray());
        Assert.IsEmpty(result.Received[1]);
        Assert.AreEqual(result.Report.Frames.In, result.Report.Drops["IommuFault"] + result.Report.Frames.Delivered);
        Assert.HasCount(4, result.Received[0]);
        Assert.HasCount(4, result.Received[2]);
    }

    [TestMethod]
    public void A_program_that_writes_to_the_next_VIFs_window_beyond_its_grant_faults_as_that_ones_function()
    {
        (RunResult result, IReadOnlyList<RecordedFault> faults) = RunWithOffset(0x0060);
        Assert.IsTrue(faults.All(f => f is { SourceId: 0x0103, Reason: FaultReason.WriteNotPermitted }));
        Assert.IsEmpty(result.Received[1]);
        Assert.HasCount(4, result.Received[0]);
        Assert.HasCount(4, result.Received[2]);
    }

    // VIF 1's frames are written so many 64 KB units beside its area; the bridge's look-up table has 4 MB a VIF.
    private static (RunResult Result, IReadOnlyList<RecordedFault> Faults) RunWithOffset(int offset)
    {
        using Scenario scenario = Traffic.Even(4 * Vifs, 80, Gap, Vifs);
        string program = scenario.Write("to_host.uc", Programs.Changed(
            "to_host.uc",
            "    alu[*l$index0[AREA], --, B, $base]\n",
            $"""
                alu[*l$index0[AREA], --, B, $base]
                alu[--, vif, -, 1]
                bne[own_area#]
                immed[send, 0x{offset:x4}, <<16]
                alu[send, send, +, $base]
                alu[*l$index0[AREA], --, B, send]
            own_area#:

            """));
        IReadOnlyList<RecordedFault> faults = [];
        RunResult result = scenario.Run(
            o => o with { EngineFiles = new Dictionary<int, string> { [2] = program } },
            s => faults = s.Machine.Hypervisor.Faults.Faults);
        Assert.IsNotEmpty(faults);
        return (result, faults);
    }
}
