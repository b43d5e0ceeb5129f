using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Whoever sees an index finds the message it promises.</summary>
[TestClass]
public sealed class WritesTheIndexAfterThePayload
{
    [TestMethod]
    public void At_no_instant_does_the_index_promise_a_message_that_is_not_there()
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 2,
            Set = ["guest.receive=poll", "guest.pollPeriodNs=1000000"],
        });
        List<byte[]> frames = [];
        for (int i = 0; i < 24; i++)
        {
            int length = i % 2 == 0 ? 700 : TestFrame.Shortest;
            frames.Add(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, i, length));
            bench.Wire(frames[i]);
        }

        int steps = 0;
        byte[] slot = new byte[2048];
        Host.Memory.GuestMemory memory = bench.Machine.Hypervisor.Guests[1].ReceiveMemory;
        for (uint seen = 0; seen < frames.Count && steps < 10_000; steps++)
        {
            bench.RunFor(40);
            for (uint index = memory.ReadWord((int)bench.Constant("RECV_RQ_PROD")); seen < index; seen++)
            {
                byte[] frame = frames[(int)seen];
                memory.Read(4096 + ((int)seen * 2048), slot);
                Assert.AreEqual(frame.Length, (slot[0] << 8) | slot[1], $"length in the header of slot {seen}");
                Assert.IsTrue(slot.AsSpan(16, frame.Length).SequenceEqual(frame), $"slot {seen} is not all there");
            }
        }

        Assert.IsLessThan(10_000, steps, "the index never came");
        Assert.IsGreaterThan(100, steps);
    }
}
