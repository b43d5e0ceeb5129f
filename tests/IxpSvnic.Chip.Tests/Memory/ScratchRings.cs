using CsCheck;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Tests.Memory;

[TestClass]
public sealed class ScratchRings
{
    // N112
    [TestMethod]
    public void A_ring_gives_what_a_queue_would_and_a_single_0_when_it_has_too_few() =>
        Gen.Select(Gen.Bool, Gen.Int[1, 8]).Array[1, 200].Sample(steps =>
        {
            MemoryBench bench = new();
            bench.Cap.WriteRegister(0x800 + 0x50, 0x0000_0600);
            Queue<uint> model = new();
            uint next = 1;
            foreach ((bool isPut, int words) in steps)
            {
                if (isPut && model.Count + words <= 128)
                {
                    uint[] data = [.. Enumerable.Range(0, words).Select(_ => next++)];
                    bench.Issue(MemoryBench.Command(MicroOp.ScratchPut, 5 << 2, words, 2, data));
                    Array.ForEach(data, model.Enqueue);
                }
                else
                {
                    uint[] expected = model.Count < words
                        ? [0]
                        : [.. Enumerable.Range(0, words).Select(_ => model.Dequeue())];
                    bench.Issue(MemoryBench.Command(MicroOp.ScratchGet, 5 << 2, words));
                    CollectionAssert.AreEqual(expected, bench.Pushed());
                }

                Assert.AreEqual(model.Count, bench.Scratch.Ring(5).Count);
            }
        }, iter: 50);

    [TestMethod]
    public void An_overfull_ring_stores_over_the_oldest_and_counts_to_its_size()
    {
        MemoryBench bench = new();
        for (uint i = 0; i < 130; i++)
        {
            bench.Issue(MemoryBench.Command(MicroOp.ScratchPut, 0, 1, 2, i + 1));
        }

        ScratchRing ring = bench.Scratch.Ring(0);
        Assert.AreEqual((128, 2L), (ring.Count, ring.Overflows));
        Assert.AreEqual((0u, 8u), (ring.Head, ring.Tail));
        bench.Issue(MemoryBench.Command(MicroOp.ScratchGet, 0, 3));
        CollectionAssert.AreEqual(new uint[] { 129, 130, 3 }, bench.Pushed());
    }

    [TestMethod]
    [DataRow(0u, 96)]
    [DataRow(1u, 192)]
    [DataRow(2u, 384)]
    [DataRow(3u, 768)]
    public void The_full_status_rises_at_three_quarters_and_falls_below(uint size, int mark)
    {
        MemoryBench bench = new();
        bench.Cap.WriteRegister(0x800 + 0x20, size << 30);
        for (int i = 0; i < mark - 1; i++)
        {
            bench.Scratch.RingPut(2, 7);
        }

        Assert.IsEmpty(bench.Inbox.All);
        long issue = bench.Issue(MemoryBench.Command(MicroOp.ScratchPut, 2 << 2, 1, 0, 7));
        Assert.HasCount(8, bench.Inbox.All, "every engine is told");
        foreach ((MeDelivery delivery, uint[] data) in bench.Inbox.All)
        {
            Assert.AreEqual((MeDeliveryKind.InputState, 4u, 1u), (delivery.Kind, delivery.Argument, data[0]));
            Assert.AreEqual(40, (delivery.Time - issue) / bench.Chip.MeCycleTicks, "10 after its data are pulled");
        }

        bench.Issue(MemoryBench.Command(MicroOp.ScratchGet, 2 << 2, 1, 0));
        Assert.AreEqual(8, bench.Inbox.All.Count(d => d.Delivery.Kind == MeDeliveryKind.InputState && d.Data[0] == 0));
    }

    [TestMethod]
    public void A_ring_whose_status_means_empty_says_so_from_the_start_until_the_first_put()
    {
        MemoryBench bench = new();
        bench.Cap.WriteRegister(0x810, 0x4400_0000);
        Assert.IsTrue(bench.Inbox.All.All(d => d.Delivery.Argument == 3 && d.Data[0] == 1));
        Assert.HasCount(8, bench.Inbox.All);
        bench.Issue(MemoryBench.Command(MicroOp.ScratchPut, 1 << 2, 1, 0, 7));
        Assert.AreEqual(8, bench.Inbox.All.Count(d => d.Data[0] == 0));
    }

    // N115
    [TestMethod]
    public void Changes_of_status_reach_the_engines_in_the_order_in_which_they_happen()
    {
        MemoryBench bench = new();
        for (int i = 0; i < 95; i++)
        {
            bench.Scratch.RingPut(2, 7);
        }

        bench.Fabric.SPull(0).Reserve(0, 100);
        bench.Scripts[0].Add(MemoryBench.Command(MicroOp.ScratchPut, 2 << 2, 1, 0, 7));
        bench.RunScripts();
        bench.Scratch.RingGet(2);
        (MeDelivery Delivery, uint[] Data)[] seen = [.. bench.Inbox.All.Where(d => d.Delivery.Me == 0)];
        CollectionAssert.AreEqual(new uint[] { 1, 0 }, seen.Select(d => d.Data[0]).ToArray());
        Assert.IsGreaterThanOrEqualTo(seen[0].Delivery.Time, seen[1].Delivery.Time);
    }

    [TestMethod]
    public void Rings_12_to_15_have_no_status_to_test()
    {
        MemoryBench bench = new();
        bench.Cap.WriteRegister(0x800 + 0xc0, 0x4400_0000);
        Assert.IsEmpty(bench.Inbox.All);
    }

    [TestMethod]
    public void Writing_head_or_tail_sets_the_count_to_their_distance()
    {
        MemoryBench bench = new();
        bench.Cap.WriteRegister(0x804, 120 << 2);
        bench.Cap.WriteRegister(0x808, 4 << 2);
        Assert.AreEqual(12, bench.Scratch.Ring(0).Count, "around the end of 128 longwords");
    }

    [TestMethod]
    public void Little_s_law_holds_for_ring_and_inlet() => Gen.Int[1, 6].Array[200].Sample(words =>
    {
        MemoryBench bench = new();
        for (int i = 0; i < words.Length; i++)
        {
            MicroOp op = (i & 3) == 3 ? MicroOp.ScratchGet : MicroOp.ScratchPut;
            MeCommand command = MemoryBench.Command(op, 0, words[i] % 3 + 1, 2, 1, 2, 3);
            (command.Me, command.DestMe) = ((byte)(i & 7), (byte)(i & 7));
            bench.Scripts[i & 7].Add(command);
        }

        bench.RunScripts();
        long now = bench.Events.Now + 1000;
        StatisticsSheet sheet = new(now);
        bench.Scratch.Report(sheet);
        bench.Pipe.Report(sheet);
        Assert.HasCount(2, sheet.Queues);
        foreach (var queue in sheet.Queues)
        {
            Assert.IsGreaterThan(0.0, queue.Statistics.MeanLength(now), queue.Name);
            Assert.AreEqual(queue.Statistics.MeanLength(now), queue.Statistics.LittleLength(now), 1e-9, queue.Name);
        }
    }, iter: 20);
}
