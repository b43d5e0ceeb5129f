using IxpSvnic.Firmware.Tests.Bench;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A fence comes out at the end when everything that began before it is over.</summary>
[TestClass]
public sealed class PassesAFence
{
    private const uint Raise = 0xc000_401c;

    [TestMethod]
    [DataRow(0)]
    [DataRow(21)]
    [DataRow(63)]
    public void Every_finisher_says_its_number(int vif)
    {
        using FirmwareBench bench = new(64);
        bench.RunFor(10_000);
        Ask(bench, vif, 0x1234);
        bench.RunFor(100_000);

        for (uint copy = 0; copy < bench.Constant("FENCE_COPIES"); copy++)
        {
            Assert.AreEqual(0x1234u, bench.Sram(bench.Constant("FENCE_DONE") + (4 * copy)));
        }

        bench.AssertSound();
    }

    [TestMethod]
    public void Frames_on_their_way_to_the_host_come_out_before_it()
    {
        using FirmwareBench bench = new(1);
        for (int i = 0; i < 40; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i));
        }

        bench.RunFor(20_000);
        uint entered = Indices(bench) + Queued(bench);
        Ask(bench, 0, 7);
        while (bench.Sram(bench.Constant("FENCE_DONE") + 12) != 7)
        {
            bench.RunFor(500);
            Assert.IsLessThan(2_000_000, bench.NowNanoseconds);
        }

        Assert.IsGreaterThanOrEqualTo(entered, Indices(bench));
        Assert.IsTrue(bench.Run());
        bench.AssertSound();
    }

    [TestMethod]
    public void It_takes_the_producer_index_from_the_control_block()
    {
        using FirmwareBench bench = new(1);
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, 1));
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, 2), 200_000);
        bench.RunFor(100_000);
        Assert.AreEqual(1u, Indices(bench));
        bench.WriteSram(bench.ControlBlock(0) + bench.Constant("VCB_RQ_PROD"), 5);
        Ask(bench, 0, 1);
        bench.RunFor(200_000);

        Assert.AreEqual(6u, Indices(bench), "counted on from what the control block said");
    }

    private static uint Indices(FirmwareBench bench) =>
        bench.Sram(bench.ControlBlock(0) + bench.Constant("VCB_RQ_PROD"));

    private static uint Queued(FirmwareBench bench) =>
        (uint)bench.Machine.Chip.Scratch.Ring((int)bench.Constant("RING_HOST")).Words().Length / 2;

    private static void Ask(FirmwareBench bench, int vif, uint number)
    {
        bench.WriteSram(bench.Constant("CONFIG_BASE") + bench.Constant("CONFIG_CHANGE"), (number << 8) | (uint)vif);
        bench.Machine.Chip.Debug.Write(Raise, bench.Constant("CHANGE_FROM_HOST") + (uint)((vif & 15) << 4));
    }
}
