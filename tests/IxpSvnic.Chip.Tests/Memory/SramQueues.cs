using CsCheck;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory.Sram;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Tests.Memory;

[TestClass]
public sealed class SramQueues
{
    private const uint Entry = 5u << 24;
    private const uint Channel1 = 1u << 30;

    [TestMethod]
    public void A_freelist_gives_its_buffers_in_order_and_then_0()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.SramRdQdescTail, Entry | 0x40, 2));
        bench.Issue(MemoryBench.Command(MicroOp.SramRdQdescOther, Entry | 0x40, 1));
        for (uint buffer = 0x100; buffer < 0x140; buffer += 4)
        {
            bench.Issue(MemoryBench.Command(MicroOp.SramEnqueue, Entry | buffer));
        }

        for (uint buffer = 0x100; buffer < 0x140; buffer += 4)
        {
            bench.Issue(MemoryBench.Command(MicroOp.SramDequeue, Entry));
            CollectionAssert.AreEqual(new[] { 0x8000_0000 | buffer }, bench.Pushed());
        }

        bench.Issue(MemoryBench.Command(MicroOp.SramDequeue, Entry));
        CollectionAssert.AreEqual(new uint[] { 0 }, bench.Pushed());
    }

    [TestMethod]
    public void Any_order_of_enqueues_and_dequeues_equals_a_queue_of_packets() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3]).Array[1, 150].Sample(steps =>
        {
            MemoryBench bench = new();
            QArray queues = bench.Sram[0].Queues;
            Queue<(uint Buffer, int Cells)> model = new();
            uint next = 0x200;
            foreach ((int what, int cells) in steps)
            {
                if (what > 0)
                {
                    queues.Enqueue(9, next, cells, eop: true);
                    model.Enqueue((next, cells));
                    next += 8;
                    continue;
                }

                uint got = queues.Dequeue(9);
                if (model.Count == 0)
                {
                    Assert.AreEqual(0u, got);
                    continue;
                }

                // A buffer with n cells is seen n + 1 times.
                (uint buffer, int left) = model.Peek();
                Assert.AreEqual(0x8000_0000 | ((uint)left << 24) | buffer, got);
                if (left > 0)
                {
                    (uint, int)[] rest = [.. model.Skip(1)];
                    model = new([(buffer, left - 1), .. rest]);
                }
                else
                {
                    model.Dequeue();
                }
            }

            Assert.AreEqual((uint)model.Count, queues[9].Count);
        }, iter: 200);

    [TestMethod]
    public void A_string_of_buffers_counts_as_one_packet()
    {
        MemoryBench bench = new();
        QArray queues = bench.Sram[0].Queues;
        bench.Sram[0].Memory.WriteWord(0x100 << 2, 0x8000_0200);
        queues.Enqueue(1, 0x80, 0, eop: true);
        MeCommand enqueue = MemoryBench.Command(MicroOp.SramEnqueue, (1u << 24) | 0x100);
        enqueue.HasIndirect = true;
        enqueue.Indirect = 1u << 20;
        bench.Issue(enqueue);
        bench.Issue(MemoryBench.Command(MicroOp.SramEnqueueTail, (1u << 24) | 0x200));
        Assert.AreEqual((0x200u, 1u), (queues[1].Tail, queues[1].Count), "without EOP a buffer does not count");
        Assert.AreEqual(0x8000_0080u, queues.Dequeue(1));
    }

    [TestMethod]
    public void The_indirect_word_gives_a_new_buffer_its_end_of_packet_and_cell_count()
    {
        MemoryBench bench = new();
        MeCommand enqueue = MemoryBench.Command(MicroOp.SramEnqueue, Entry | 0x100);
        enqueue.HasIndirect = true;
        enqueue.Indirect = (1u << 20) | (1u << 19) | (3u << 12);
        bench.Issue(enqueue);
        Assert.AreEqual(0x8300_0100u, bench.Sram[0].Queues[5].Head);
    }

    [TestMethod]
    public void The_ignore_cell_count_mode_takes_a_buffer_off_at_once()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.SramCsrWr, 0x000, 1, 2, 1u << 13));
        bench.Sram[0].Queues.Enqueue(5, 0x100, 3, eop: true);
        bench.Issue(MemoryBench.Command(MicroOp.SramDequeue, Entry));
        Assert.AreEqual(0u, bench.Sram[0].Queues[5].Count);
    }

    [TestMethod]
    public void A_ring_is_set_up_used_and_refused_when_full_as_the_recipe_says()
    {
        MemoryBench bench = new();
        uint lw = 0x400;
        bench.Sram[1].Memory.WriteWord(0x800 << 2, lw);
        bench.Sram[1].Memory.WriteWord((0x800 << 2) + 4, lw);
        bench.Issue(MemoryBench.Command(MicroOp.SramRdQdescHead, Channel1 | Entry | 0x800, 2));
        CollectionAssert.AreEqual(new uint[] { lw, 0 }, bench.Pushed());
        bench.Issue(MemoryBench.Command(MicroOp.SramRdQdescOther, Channel1 | Entry | 0x800));

        uint ring = Channel1 | (5 << 2);
        for (uint i = 0; i < 64; i++)
        {
            bench.Issue(MemoryBench.Command(MicroOp.SramPut, ring, 8, 4, i, 1, 2, 3, 4, 5, 6, 7));
            CollectionAssert.AreEqual(new[] { 0x8000_0000 | (8 * i) }, bench.Pushed());
        }

        bench.Issue(MemoryBench.Command(MicroOp.SramPut, ring, 1, 4, 99));
        CollectionAssert.AreEqual(new uint[] { 512 }, bench.Pushed(), "full");
        Assert.AreNotEqual(-1, bench.Inbox.SignalTime(0, 0, 4), "both signals come all the same");
        Assert.AreNotEqual(-1, bench.Inbox.SignalTime(0, 0, 5));
        bench.Issue(MemoryBench.Command(MicroOp.SramGet, ring, 8));
        CollectionAssert.AreEqual(new uint[] { 0, 1, 2, 3, 4, 5, 6, 7 }, bench.Pushed());

        bench.Issue(MemoryBench.Command(MicroOp.SramWrQdesc, Channel1 | Entry | 0x900));
        Assert.AreEqual(lw + 8, bench.Sram[1].Memory.ReadWord(0x900 << 2));
        Assert.AreEqual(lw, bench.Sram[1].Memory.ReadWord((0x900 << 2) + 4), "the tail has come round");
        Assert.AreEqual(504u, bench.Sram[1].Memory.ReadWord((0x900 << 2) + 8));
    }

    [TestMethod]
    public void A_ring_equals_a_bounded_queue() =>
        Gen.Select(Gen.Bool, Gen.Int[1, 16]).Array[1, 300].Sample(steps =>
        {
            MemoryBench bench = new();
            QArray queues = bench.Sram[0].Queues;
            bench.Sram[0].Memory.WriteWord(0, 0x400 + 500);
            bench.Sram[0].Memory.WriteWord(4, 0x400 + 500);
            queues.LoadHead(3, 0, new uint[2]);
            queues.LoadOther(3, 0);
            Queue<uint> model = new();
            uint next = 1;
            uint[] buffer = new uint[16];
            foreach ((bool isPut, int words) in steps)
            {
                if (isPut)
                {
                    uint[] data = [.. Enumerable.Range(0, words).Select(_ => next++)];
                    uint status = queues.Put(3, data);
                    Assert.AreEqual((uint)model.Count, status & 0xff_ffff);
                    Assert.AreEqual(model.Count + words <= 512, status >> 31 != 0);
                    if (status >> 31 != 0)
                    {
                        Array.ForEach(data, model.Enqueue);
                    }
                }
                else
                {
                    int got = queues.Get(3, buffer.AsSpan(0, words));
                    uint[] expected = model.Count < words
                        ? [0]
                        : [.. Enumerable.Range(0, words).Select(_ => model.Dequeue())];
                    CollectionAssert.AreEqual(expected, buffer[..got]);
                }
            }
        }, iter: 100);

    [TestMethod]
    public void Journals_wrap_and_never_fill()
    {
        MemoryBench bench = new();
        bench.Sram[0].Memory.WriteWord(0, 0x400);
        bench.Sram[0].Memory.WriteWord(4, 0x400);
        bench.Issue(MemoryBench.Command(MicroOp.SramRdQdescHead, Entry, 2));
        bench.Issue(MemoryBench.Command(MicroOp.SramRdQdescOther, Entry));
        for (uint i = 0; i < 600; i++)
        {
            bench.Issue(MemoryBench.Command(MicroOp.SramJournal, 5 << 2, 1, 2, i));
        }

        Assert.AreEqual(512u, bench.Sram[0].Memory.ReadWord(0x400 << 2));
        MeCommand fast = MemoryBench.Command(MicroOp.SramFastJournal, Entry | 0xabcdef, 1, 0);
        (fast.Me, fast.Context) = (2, 3);
        bench.Issue(fast);
        Assert.AreEqual(0x13ab_cdefu, bench.Sram[0].Memory.ReadWord((0x400 + 88) << 2));
    }

    [TestMethod]
    public void A_link_that_leads_out_of_the_memory_is_a_fault()
    {
        MemoryBench bench = new();
        bench.Sram[0].Queues.Enqueue(5, 0xff_0000, 0, eop: true);
        bench.Issue(MemoryBench.Command(MicroOp.SramDequeue, Entry));
        Assert.AreEqual("sram0", bench.Faults.All.Single().Unit);
    }

    [TestMethod]
    public void Little_s_law_holds_for_a_queue_in_use()
    {
        MemoryBench bench = new();
        for (uint i = 0; i < 60; i++)
        {
            MicroOp op = i % 5 > 2 ? MicroOp.SramDequeue : MicroOp.SramEnqueue;
            bench.Issue(MemoryBench.Command(op, Entry | (0x100 + (4 * i))));
        }

        StatisticsSheet sheet = new(bench.Events.Now + 12345);
        bench.Sram[0].Report(sheet);
        var queue = sheet.Queues.Single(q => q.Name == "sram0.queue5");
        Assert.AreEqual((36L, 24L), (queue.Statistics.Entered, queue.Statistics.Left));
        Assert.AreEqual(
            queue.Statistics.MeanLength(sheet.Now), queue.Statistics.LittleLength(sheet.Now), 1e-9);
    }

    [TestMethod]
    public void The_XScale_s_alias_and_a_microengine_share_a_queue()
    {
        MemoryBench bench = new();
        bench.Sram[0].Enqueue(5, 0x100);
        bench.Issue(MemoryBench.Command(MicroOp.SramEnqueue, Entry | 0x200));
        Assert.AreEqual(0x8000_0100u, bench.Sram[0].Dequeue(5));
        Assert.AreEqual(0x8000_0200u, bench.Sram[0].Dequeue(5));
        Assert.AreEqual(0u, bench.Sram[0].Dequeue(5));
    }
}
