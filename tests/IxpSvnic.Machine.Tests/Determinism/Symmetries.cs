using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Determinism;

/// <summary>Changes of the input that must show in the output in one way and no other.</summary>
[TestClass]
public sealed class Symmetries
{
    [TestMethod]
    public void Permuting_the_MACs_permutes_the_files()
    {
        const int Vifs = 4;
        using Scenario scenario = Traffic.Mixed(40, Vifs);
        RunResult straight = scenario.Run();
        string macs = scenario.Write(
            "reversed.macs",
            string.Join('\n', Enumerable.Range(0, Vifs).Select(v => Text(Frames.Vif(Vifs - 1 - v)))));
        RunResult reversed = scenario.Run(o => o with { MacFile = macs });
        for (int vif = 0; vif < Vifs; vif++)
        {
            CollectionAssert.AreEqual(straight.Received[vif], reversed.Received[Vifs - 1 - vif], $"VIF {vif}");
        }
    }

    [TestMethod]
    public void Replaying_the_output_of_an_echo_to_the_senders_gives_the_unicast_input_back()
    {
        const int Senders = 3;
        using Scenario there = Traffic.Mixed(40);
        RunResult first = there.Run(o => o with { Guest = GuestKind.Echo });
        using Scenario back = new(vifs: 0);
        string macs = back.Write(
            "senders.macs", string.Join('\n', Enumerable.Range(0, Senders).Select(s => Text(Frames.Sender(s)))));
        long time = 0;
        foreach (string frame in first.WireOut)
        {
            back.Add(time, Convert.FromHexString(frame));
            time += 20_000;
        }

        RunResult second = back.Run(o => o with { Guest = GuestKind.Echo, MacFile = macs });
        Assert.IsTrue(second.Report.IsSuccess, second.Report.End);
        Assert.IsNotEmpty(second.WireOut);
        CollectionAssert.AreEquivalent(
            first.Received.SelectMany(r => r).Where(f => !f.StartsWith("ffffffffffff", StringComparison.Ordinal)).ToArray(),
            second.WireOut);
    }

    private static string Text(ulong mac) =>
        string.Join(':', Enumerable.Range(0, 6).Select(i => ((mac >> (40 - (8 * i))) & 0xff).ToString("x2")));
}
