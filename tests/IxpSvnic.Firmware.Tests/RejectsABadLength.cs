using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A slot whose length no frame can have is not sent.</summary>
[TestClass]
public sealed class RejectsABadLength
{
    [TestMethod]
    [DataRow(0u)]
    [DataRow(13u)]
    [DataRow(2033u)]
    [DataRow(0xffffu)]
    public void The_slot_is_dropped_counted_and_given_back(uint length)
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 2, Set = ["firmware.pollPeriodNs=500000"] });
        bench.RunFor(100_000);
        byte[] good = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), 2);
        bench.Guest(1, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), 1));
        bench.Guest(1, good);
        for (int i = 0; i < 100 && bench.Machine.Chip.Debug.Read(bench.SendArea(1)) < 2; i++)
        {
            bench.RunFor(1000);
        }

        uint header = bench.SendArea(1) + bench.Constant("SEND_SLOTS");
        bench.Machine.Chip.Debug.Write(header, length << 16);

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0, good);
        Assert.AreEqual(1, bench.Drops(DropReason.BadMessage));
        Assert.AreEqual(1u, bench.Counter(1, "CNT_BAD_MESSAGE"));
        bench.RunFor(1_000_000);
        Host.Memory.GuestMemory memory = bench.Machine.Hypervisor.Guests[1].ReceiveMemory;
        Assert.AreEqual(2u, memory.ReadWord((int)bench.Constant("RECV_SQ_CONS")));
        bench.AssertSound();
    }
}
