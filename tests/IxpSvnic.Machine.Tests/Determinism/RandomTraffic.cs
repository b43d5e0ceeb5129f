using CsCheck;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Determinism;

[TestClass]
public sealed class RandomTraffic
{
    private static readonly Gen<(int Vif, int Length, int Gap)[]> Trains =
        Gen.Select(Gen.Int[-2, 5], Gen.Int[12, 1520], Gen.Int[0, 20_000]).Array[1, 40];

    [TestMethod]
    public void Any_traffic_has_one_history_in_every_window_and_loses_no_frame_unnoticed() => Gen
        .Select(Trains, Gen.Int[1, 36], Gen.Bool)
        .Sample(
            (train, window, echo) =>
            {
                using Scenario scenario = Make(train);
                GuestKind guest = echo ? GuestKind.Echo : GuestKind.Sink;
                RunResult longest = scenario.Run(o => o with { Guest = guest });
                RunResult other = scenario.Run(o => o with { Guest = guest, WindowCycles = window });
                Assert.IsTrue(longest.Report.IsSuccess, longest.Report.End);
                longest.AssertSame(other, $"window of {window} cycles");
            },
            iter: 8,
            threads: 1);

    private static Scenario Make((int Vif, int Length, int Gap)[] train)
    {
        Scenario scenario = new(vifs: 6);
        long time = 0;
        foreach ((int vif, int length, int gap) in train)
        {
            ulong to = vif switch { -2 => Frames.Broadcast, -1 => Frames.Stranger, _ => Frames.Vif(vif) };
            scenario.Add(time, Frames.Make(to, Frames.Sender(0), length, gap));
            time += gap;
        }

        return scenario;
    }
}
