using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>One VIF may take what nobody else wants.</summary>
[TestClass]
public sealed class DeliversUnknownUnicastToThePromiscuousVif
{
    [TestMethod]
    [DataRow(2)]
    [DataRow(35)]
    public void It_gets_the_unknown_and_its_own(int promiscuous)
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 36,
            Set = [$"firmware.promiscuousVif={promiscuous}"],
        });
        byte[] unknown = TestFrame.Make(TestFrame.Stranger, TestFrame.Stranger + 1, 1);
        byte[] other = TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 2);
        byte[] own = TestFrame.Make(FirmwareBench.MacOf(promiscuous), TestFrame.Stranger, 3);
        bench.Wire(unknown);
        bench.Wire(other);
        bench.Wire(own);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(promiscuous, unknown, own);
        bench.AssertReceived(1, other);
        Assert.AreEqual(0, bench.Drops(DropReason.UnknownMac));
        bench.AssertSound();
    }

    [TestMethod]
    public void It_takes_only_what_comes_in_on_its_own_port()
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 2,
            Ports = [0, 1],
            Set = ["firmware.promiscuousVif=0"],
        });
        bench.Wire(TestFrame.Make(TestFrame.Stranger, TestFrame.Stranger + 1, 1), port: 1);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0);
        Assert.AreEqual(1, bench.Drops(DropReason.UnknownMac));
        bench.AssertSound();
    }
}
