using IxpSvnic.Firmware.Tests.Bench;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Eight receiving contexts work at once; the guest sees the order of the wire all the same.</summary>
[TestClass]
public sealed class ReceivesInOrder
{
    [TestMethod]
    public void Back_to_back_frames_of_every_length_arrive_in_the_order_of_the_wire()
    {
        using FirmwareBench bench = new(1);
        List<byte[]> frames = [];
        for (int i = 0; i < 60; i++)
        {
            int length = i % 3 == 0 ? TestFrame.Longest - i : TestFrame.Shortest + (7 * i);
            frames.Add(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i, length));
            bench.Wire(frames[i]);
        }

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, frames);
        bench.AssertSound();
    }

    [TestMethod]
    public void A_frame_around_each_border_of_a_receive_element_keeps_its_bytes()
    {
        using FirmwareBench bench = new(1);
        List<byte[]> frames = [];
        for (int length = TestFrame.Shortest; length <= 200; length++)
        {
            frames.Add(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, length, length));
            bench.Wire(frames[^1], atNanoseconds: 4000 * frames.Count);
        }

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, frames);
        bench.AssertSound();
    }
}
