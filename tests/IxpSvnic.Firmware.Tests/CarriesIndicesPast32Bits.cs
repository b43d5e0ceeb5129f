using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Indices run freely and wrap at 2 to the 32.</summary>
[TestClass]
public sealed class CarriesIndicesPast32Bits
{
    [TestMethod]
    public void The_receive_index_wraps_and_the_slots_go_on()
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 1,
            Set = ["guest.receive=poll", "guest.pollPeriodNs=1000000"],
        });
        bench.WriteSram(bench.ControlBlock(0) + bench.Constant("VCB_RQ_PROD"), 0xffff_fffc);
        bench.RunFor(50_000);
        bench.Machine.Chip.Debug.Write(bench.SendArea(0) + bench.Constant("SEND_RQ_CONS"), 0xffff_fff0);
        List<byte[]> frames = [.. Enumerable.Range(0, 12).Select(i =>
            TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i))];
        frames.ForEach(f => bench.Wire(f, atNanoseconds: 60_000));
        bench.RunFor(200_000);

        Host.Memory.GuestMemory memory = bench.Machine.Hypervisor.Guests[0].ReceiveMemory;
        Assert.AreEqual(8u, memory.ReadWord((int)bench.Constant("RECV_RQ_PROD")));
        byte[] slot = new byte[16 + TestFrame.Shortest];
        for (int i = 0; i < 12; i++)
        {
            memory.Read(4096 + (((60 + i) & 63) * 2048), slot);
            Assert.IsTrue(slot.AsSpan(16).SequenceEqual(frames[i]), $"frame {i} in slot {(60 + i) & 63}");
        }
    }

    [TestMethod]
    public void The_ring_is_full_after_64_also_across_the_wrap()
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 1,
            Set = ["guest.receive=poll", "guest.pollPeriodNs=1000000"],
        });
        bench.WriteSram(bench.ControlBlock(0) + bench.Constant("VCB_RQ_PROD"), 0xffff_fff8);
        bench.RunFor(50_000);
        bench.Machine.Chip.Debug.Write(bench.SendArea(0) + bench.Constant("SEND_RQ_CONS"), 0xffff_ffc0);
        for (int i = 0; i < 20; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i), atNanoseconds: 60_000);
        }

        bench.RunFor(200_000);
        Host.Memory.GuestMemory memory = bench.Machine.Hypervisor.Guests[0].ReceiveMemory;
        Assert.AreEqual(0u, memory.ReadWord((int)bench.Constant("RECV_RQ_PROD")));
        Assert.AreEqual(12, bench.Drops(DropReason.NoHostSlot));
    }
}
