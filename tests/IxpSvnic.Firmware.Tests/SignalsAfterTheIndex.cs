using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Firmware.Tests;

/// <summary>The signal follows the index it tells of.</summary>
[TestClass]
public sealed class SignalsAfterTheIndex
{
    [TestMethod]
    public void The_identifier_is_set_after_the_index_has_left_for_the_host()
    {
        using FirmwareBench bench = new(4);
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(3), TestFrame.Stranger, 1, 400));
        Host.Memory.GuestMemory memory = bench.Machine.Hypervisor.Guests[3].ReceiveMemory;
        long indexAt = 0;
        long signalAt = 0;
        uint identifier = 0;
        for (int i = 0; i < 4000 && (indexAt == 0 || signalAt == 0); i++)
        {
            bench.RunFor(20);
            if (indexAt == 0 && memory.ReadWord((int)bench.Constant("RECV_RQ_PROD")) == 1)
            {
                indexAt = bench.Now;
            }

            if (signalAt == 0 && bench.Machine.Bridge.Csrs.PrimarySets > 0)
            {
                signalAt = bench.Now;
                identifier = bench.Machine.Bridge.Csrs.Pending;
            }
        }

        Assert.IsGreaterThan(0, indexAt);
        Assert.IsGreaterThan(bench.Hops.Single(h => h.Hop == Hop.IndexWritten).Tick, signalAt);
        Assert.IsLessThan(500, Ticks.ToNanoseconds(indexAt - signalAt), "the index was still in the bridge");
        Assert.AreEqual(1u << 3, identifier & 0xff);
    }

    [TestMethod]
    [DataRow(0, 0x01u)]
    [DataRow(6, 0x40u)]
    [DataRow(8, 0x01u)]
    [DataRow(15, 0x80u)]
    public void The_bits_of_the_identifier_are_given_round_robin(int vif, uint expected)
    {
        using FirmwareBench bench = new(16);
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(vif), TestFrame.Stranger, 1));
        uint pending = 0;
        for (int i = 0; i < 2000 && pending == 0; i++)
        {
            bench.RunFor(50);
            pending = bench.Machine.Bridge.Csrs.Pending & 0xff;
        }

        Assert.AreEqual(expected, pending);
    }
}
