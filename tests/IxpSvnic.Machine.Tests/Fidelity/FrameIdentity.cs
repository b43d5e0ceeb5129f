using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Fidelity;

[TestClass]
public sealed class FrameIdentity
{
    private const int Count = 40;
    private const int WireByteTicks = 24;

    [TestMethod]
    [DataRow(60)]
    [DataRow(700)]
    public void Identical_frames_back_to_back_get_latencies_of_their_own(int length)
    {
        using Scenario scenario = new(vifs: 1);
        byte[] frame = Frames.Make(Frames.Vif(0), Frames.Sender(0), length);
        for (int i = 0; i < Count; i++)
        {
            scenario.Add(0, frame);
        }

        using RawMachine raw = new(scenario.Capture, 1);
        raw.Machine.Kernel.RunTo(3 * Ticks.PerMillisecond);
        long apart = (8 + length + 4 + 12) * WireByteTicks;
        long[] received = [.. raw.Log.Where(l => l.What.Contains("Receive", StringComparison.Ordinal)).Select(l => l.Time)];
        Assert.HasCount(Count, received);
        Assert.HasCount(Count, raw.Settled);
        for (int i = 0; i < Count; i++)
        {
            Assert.AreEqual(i * apart, raw.Settled[i][(int)Hop.WireArrival], $"frame {i} started");
            Assert.AreEqual(received[i], raw.Settled[i][(int)Hop.GuestReceived], $"frame {i} arrived");
            long last = -1;
            foreach (Hop hop in (Hop[])
                [Hop.WireArrival, Hop.RbufElement, Hop.DramPacket, Hop.RingHandOff, Hop.Demux, Hop.DmaIssued,
                Hop.BusGranted, Hop.Translated, Hop.HostMemory, Hop.GuestReceived])
            {
                long time = raw.Settled[i][(int)hop];
                Assert.IsGreaterThanOrEqualTo(last, time, $"frame {i} at {hop}");
                last = time;
            }
        }
    }

    [TestMethod]
    public void A_group_frame_whose_first_copies_die_at_once_settles_once()
    {
        const int Vifs = 5;
        using Scenario scenario = new(Vifs);
        for (int i = 0; i < 300; i++)
        {
            scenario.Add(0, Frames.Make(i % 4 == 0 ? Frames.Broadcast : Frames.Vif(i % Vifs), Frames.Sender(0), 60, i));
        }

        using RawMachine raw = new(
            scenario.Capture, Vifs, configure: c => c.Parameters.Set("pci.clockTicks", "400"));
        raw.Machine.Kernel.RunTo(20 * Ticks.PerMillisecond);
        Assert.IsGreaterThan(50, raw.Machine.Ledger.Drops[(int)DropReason.RingFull]);
        string[] settled = [.. raw.Log.Where(l => l.What.Contains("settled", StringComparison.Ordinal))
            .Select(l => string.Join(' ', l.What.Split(' ')[..2]))];
        Assert.AreEqual(0, raw.Machine.Ledger.Outstanding);
        Assert.HasCount(300, settled);
        CollectionAssert.AllItemsAreUnique(settled);
    }
}
