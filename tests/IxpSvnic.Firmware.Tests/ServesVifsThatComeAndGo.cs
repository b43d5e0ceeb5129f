using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>The set of VIFs is looked up while frames run.</summary>
[TestClass]
public sealed class ServesVifsThatComeAndGo
{
    private const uint Raise = 0xc000_401c;

    [TestMethod]
    public void What_a_vif_queues_while_it_is_not_served_waits_and_leaves_in_order()
    {
        using FirmwareBench bench = new(2);
        Serve(bench, 0);
        bench.RunFor(50_000);
        byte[][] frames = [.. Enumerable.Range(0, 20).Select(i =>
            TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), i))];
        foreach (byte[] frame in frames)
        {
            bench.Guest(1, frame);
        }

        bench.RunFor(300_000);
        bench.AssertDeparted(0);
        Serve(bench, 3);

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0, frames);
        bench.AssertSound();
    }

    [TestMethod]
    public void An_address_that_was_a_vifs_is_told_from_a_stranger()
    {
        using FirmwareBench bench = new(2);
        uint entry = Entry(bench, 1);
        bench.WriteSram(entry + 4, bench.Sram(entry + 4) | 1u << (int)bench.Constant("MAC_GONE"));
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 1));
        bench.Wire(TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(0), 2));
        bench.Guest(0, TestFrame.Make(FirmwareBench.MacOf(1), FirmwareBench.MacOf(0), 3));

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1);
        Assert.AreEqual(2, bench.Drops(DropReason.VifGone));
        Assert.AreEqual(1, bench.Drops(DropReason.UnknownMac));
        Assert.AreEqual(2u, bench.GlobalCounter("CNT_VIF_GONE"));
        bench.AssertSound();
    }

    // Bits of the VIFs 0-31 that are fetched from; their contexts are called.
    private static void Serve(FirmwareBench bench, uint vifs)
    {
        bench.WriteSram(bench.Constant("CONFIG_BASE") + bench.Constant("CONFIG_FETCH_LO"), vifs);
        for (uint context = 0; context < 16; context++)
        {
            bench.Machine.Chip.Debug.Write(Raise, bench.Constant("CHANGE_FROM_HOST") + (context << 4));
        }
    }

    private static uint Entry(FirmwareBench bench, int vif)
    {
        for (uint bucket = 0; bucket < 256; bucket++)
        {
            for (uint entry = bench.Constant("MAC_TABLE") + (16 * bucket); entry != 0; entry = bench.Sram(entry + 12))
            {
                if ((bench.Sram(entry + 4) & 0xff) == (uint)((vif << 1) | 1))
                {
                    return entry;
                }
            }
        }

        throw new InvalidOperationException($"VIF {vif} is not in the MAC table");
    }
}
