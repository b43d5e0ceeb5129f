using CsCheck;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Sim.Tests.Frames;

[TestClass]
public sealed class FrameLedgerTests
{
    [TestMethod]
    public void Whatever_happens_to_frames_the_terms_balance() =>
        Gen.Int[0, 6].List[0, 400].Sample(steps =>
        {
            FrameLedger ledger = new();
            TagMap memory = new(ledger, 1 << 14);
            int tag = 0;
            long now = 0;
            foreach (int step in steps)
            {
                now++;
                switch (step)
                {
                    case 0:
                        ledger.Release(tag, now);
                        tag = ledger.Create(FrameOrigin.Wire, 0, 60, now, now);
                        break;
                    case 1:
                        memory.Mark(now * 192 % (1 << 14), 100, tag, now);
                        break;
                    case 2:
                        ledger.Deliver(tag, now, 0);
                        break;
                    case 3:
                        ledger.Drop(tag, DropReason.UnknownMac, now);
                        break;
                    case 4:
                        ledger.Replicate(tag);
                        break;
                    case 5:
                        ledger.Depart(tag, now, 0);
                        break;
                    default:
                        memory.Clear(now * 64 % (1 << 14), 64, now);
                        break;
                }
            }

            return ledger.WireIn + ledger.GuestSent + ledger.Copies
                == ledger.Delivered + ledger.WireOut + ledger.TotalDrops + ledger.Outstanding;
        });

    [TestMethod]
    public void A_frame_overwritten_under_way_is_lost_by_firmware()
    {
        FrameLedger ledger = new();
        TagMap memory = new(ledger, 4096);
        int first = Born(ledger);
        memory.Mark(0, 64, first, 1);
        ledger.Release(first, 1);
        int second = Born(ledger);
        memory.Mark(0, 64, second, 2);
        Assert.AreEqual(1, ledger.Drops[(int)DropReason.LostByFirmware]);
        Assert.AreEqual(1, ledger.Outstanding);
    }

    [TestMethod]
    public void A_delivered_frame_may_be_overwritten()
    {
        FrameLedger ledger = new();
        TagMap memory = new(ledger, 4096);
        int first = Born(ledger);
        memory.Mark(0, 60, first, 1);
        ledger.Release(first, 1);
        ledger.Deliver(first, 2, 0);
        int second = Born(ledger);
        memory.Mark(0, 60, second, 3);
        Assert.AreEqual(0, ledger.TotalDrops);
        Assert.IsFalse(ledger.IsInUse(first));
    }

    [TestMethod]
    public void A_second_delivery_proves_a_copy()
    {
        FrameLedger ledger = new();
        int tag = Born(ledger);
        ledger.Deliver(tag, 1, 0);
        ledger.Deliver(tag, 2, 1);
        Assert.AreEqual(1, ledger.Copies);
        Assert.AreEqual(2, ledger.Delivered);
        Assert.AreEqual(0, ledger.Outstanding);
    }

    [TestMethod]
    public void The_first_time_at_a_hop_counts_and_identical_frames_keep_their_own()
    {
        FrameLedger ledger = new();
        int one = Born(ledger, 100);
        int two = Born(ledger, 200);
        ledger.Reach(one, Hop.RbufElement, 150);
        ledger.Reach(two, Hop.RbufElement, 260);
        ledger.Reach(one, Hop.RbufElement, 300);
        Assert.AreEqual(150, ledger[one].Times[(int)Hop.RbufElement]);
        Assert.AreEqual(260, ledger[two].Times[(int)Hop.RbufElement]);
    }

    private static int Born(FrameLedger ledger, long now = 0) => ledger.Create(FrameOrigin.Wire, 0, 60, now, 0);
}
