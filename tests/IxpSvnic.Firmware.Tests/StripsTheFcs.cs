using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Slots hold frames without the checksum of the wire.</summary>
[TestClass]
public sealed class StripsTheFcs
{
    [TestMethod]
    [DataRow(60)]
    [DataRow(61)]
    [DataRow(124)]
    [DataRow(1518)]
    public void The_length_in_the_slot_is_that_of_the_wire_less_four(int length)
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Set = ["guest.receive=poll", "guest.pollPeriodNs=1000000"],
        });
        byte[] frame = TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, 1, length);
        bench.Wire(frame);

        bench.RunFor(200_000);
        uint header = bench.Machine.Hypervisor.Guests[0].ReceiveMemory.ReadWord((int)bench.Constant("RECV_SLOTS"));
        Assert.AreEqual((uint)length, header >> 16);
        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, frame);
    }

    [TestMethod]
    public void A_frame_with_a_wrong_checksum_goes_no_further()
    {
        using FirmwareBench bench = new(1);
        byte[] good = TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, 2);
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, 1, 500), badFcs: true);
        bench.Wire(good);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, good);
        bench.AssertSound();
    }
}
