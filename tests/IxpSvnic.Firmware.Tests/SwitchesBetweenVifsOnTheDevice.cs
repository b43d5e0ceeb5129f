using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A frame from one guest to another never sees the wire.</summary>
[TestClass]
public sealed class SwitchesBetweenVifsOnTheDevice
{
    [TestMethod]
    public void A_guest_reaches_another_guest_of_its_port_without_the_wire()
    {
        using FirmwareBench bench = new(3);
        List<byte[]> frames = [.. Enumerable.Range(0, 20).Select(i =>
            TestFrame.Make(FirmwareBench.MacOf(2), FirmwareBench.MacOf(0), i, TestFrame.Shortest + (70 * i)))];
        frames.ForEach(f => bench.Guest(0, f));

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(2, frames);
        bench.AssertReceived(1);
        bench.AssertDeparted(0);
        bench.AssertSound();
    }

    [TestMethod]
    public void A_guest_of_another_port_is_reached_by_the_wire_only()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 2, Ports = [0, 1] });
        byte[] frame = TestFrame.Make(FirmwareBench.MacOf(1), FirmwareBench.MacOf(0), 1);
        bench.Guest(0, frame);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1);
        bench.AssertDeparted(0, frame);
        bench.AssertSound();
    }

    [TestMethod]
    public void A_frame_to_oneself_goes_to_the_wire()
    {
        using FirmwareBench bench = new(2);
        byte[] frame = TestFrame.Make(FirmwareBench.MacOf(1), FirmwareBench.MacOf(1), 1);
        bench.Guest(1, frame);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1);
        bench.AssertDeparted(0, frame);
        bench.AssertSound();
    }

    [TestMethod]
    public void An_address_that_nobody_here_has_goes_to_the_wire()
    {
        using FirmwareBench bench = new(2);
        byte[] frame = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), 1, 333);
        bench.Guest(1, frame);

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0, frame);
        Assert.AreEqual(0, bench.Drops(DropReason.UnknownMac));
        bench.AssertSound();
    }

    [TestMethod]
    public void With_the_switch_off_everything_a_guest_sends_goes_to_the_wire()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 3, Set = ["firmware.localSwitch=false"] });
        byte[] unicast = TestFrame.Make(FirmwareBench.MacOf(2), FirmwareBench.MacOf(0), 1);
        byte[] broadcast = TestFrame.Make(TestFrame.Broadcast, FirmwareBench.MacOf(0), 2);
        bench.Guest(0, unicast);
        bench.Guest(0, broadcast);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1);
        bench.AssertReceived(2);
        bench.AssertDeparted(0, unicast, broadcast);
        bench.AssertSound();
    }
}
