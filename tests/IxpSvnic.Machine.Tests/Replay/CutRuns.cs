using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Replay;

[TestClass]
public sealed class CutRuns
{
    [TestMethod]
    [DataRow(GuestKind.Sink)]
    [DataRow(GuestKind.Echo)]
    public void A_run_that_is_cut_in_the_midst_of_its_work_finds_every_frame(GuestKind guest)
    {
        using Scenario mixed = Traffic.Mixed();
        using Scenario overload = Traffic.Overload(400);
        foreach (Scenario scenario in (Scenario[])[mixed, overload])
        {
            for (long nanoseconds = 40_000; nanoseconds < 200_000; nanoseconds += 31_111)
            {
                long limit = Ticks.FromNanoseconds(nanoseconds);
                RunResult result = scenario.Run(o => o with { MaxTicks = limit, Guest = guest });
                Assert.AreEqual("maxTime", result.Report.End);
                Assert.IsTrue(result.Report.Conserved, $"cut at {nanoseconds} ns");
                Assert.IsGreaterThan(0, result.Report.Frames.Inside);
            }
        }
    }
}
