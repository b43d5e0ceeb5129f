using CsCheck;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Tests.Memory;

[TestClass]
public sealed class SaveAndRestore
{
    [TestMethod]
    public void A_restored_bench_goes_on_exactly_as_the_saved_one() => Gen.Int[0, 400].Sample(cut =>
    {
        MemoryBench saved = new();
        saved.Buffers.RbufTag = saved.Ledger.Create(Sim.Frames.FrameOrigin.Wire, 0, 64, 0, 0);
        Feed(saved, 0);
        saved.Events.RunTo(cut);
        using MemoryStream snapshot = new();
        StateVisitor.Saving(snapshot).Visit(saved);
        string hash = StateVisitor.Hash(saved);

        MemoryBench restored = new();
        snapshot.Position = 0;
        StateVisitor.Restoring(snapshot).Visit(restored);
        Assert.AreEqual(hash, StateVisitor.Hash(restored));
        restored.Buffers.RbufTag = saved.Buffers.RbufTag;

        saved.Inbox.All.Clear();
        Feed(saved, 1);
        Feed(restored, 1);
        saved.Drain();
        restored.Drain();
        Assert.AreEqual(StateVisitor.Hash(saved), StateVisitor.Hash(restored));
        CollectionAssert.AreEqual(
            saved.Inbox.All.Select(d => (d.Delivery.Time, d.Data.Length)).ToArray(),
            restored.Inbox.All.Select(d => (d.Delivery.Time, d.Data.Length)).ToArray());
    }, iter: 20, threads: 1);

    [TestMethod]
    public void Every_memory_s_content_is_in_the_hash()
    {
        HashSet<string> hashes = [StateVisitor.Hash(new MemoryBench())];
        Action<MemoryBench>[] changes =
        [
            b => b.Scratch.Memory.WriteWord(4, 1),
            b => b.Sram[0].Memory.WriteWord(4, 1),
            b => b.Sram[1].Memory.WriteWord(4, 1),
            b => b.Dram.Memory.WriteWord(4, 1),
            b => b.Sram[0].Queues.Enqueue(1, 4, 0, true),
            b => b.Cap.WriteRegister(0x14, 1),
            b => b.Cap.WriteRegister(0x900, 1),
            b => b.Cap.WriteRegister(0x808, 4),
        ];
        foreach (Action<MemoryBench> change in changes)
        {
            MemoryBench bench = new();
            change(bench);
            Assert.IsTrue(hashes.Add(StateVisitor.Hash(bench)));
        }
    }

    [TestMethod]
    public void A_frame_s_tag_is_not_in_the_hash()
    {
        Assert.AreEqual(Run(tagged: false), Run(tagged: true));

        static string Run(bool tagged)
        {
            MemoryBench bench = new();
            bench.Buffers.RbufTag = tagged ? bench.Ledger.Create(Sim.Frames.FrameOrigin.Wire, 0, 64, 0, 0) : 0;
            Feed(bench, 0);
            bench.Drain();
            return StateVisitor.Hash(bench);
        }
    }

    private static void Feed(MemoryBench bench, uint seed)
    {
        MeCommand[] commands =
        [
            MemoryBench.Command(MicroOp.ScratchPut, 0, 3, 2, 1, 2, 3 + seed),
            MemoryBench.Command(MicroOp.SramWrite, 0x100, 4, 2, seed, 2, 3, 4),
            MemoryBench.Command(MicroOp.SramRead, 0x104, 2),
            MemoryBench.Command(MicroOp.SramEnqueue, 0x4500_0100),
            MemoryBench.Command(MicroOp.SramDequeue, 0x4500_0000),
            MemoryBench.Command(MicroOp.DramWrite, 0x2000, 1, 2, 9, seed),
            MemoryBench.Command(MicroOp.DramRead, 0x2000, 4),
            MemoryBench.Command(MicroOp.DramRbufRd, 0x3000, 8),
            MemoryBench.Command(MicroOp.DramTbufWr, 0x3000, 8),
            MemoryBench.Command(MicroOp.Hash48, 0, 2, 4, 1, 2, 3, 4),
            MemoryBench.Command(MicroOp.ScratchSwap, 0x40, 1, 4, seed),
            MemoryBench.CsrCommand(MicroOp.CapReadCsr, 0x4a00),
        ];
        for (int i = 0; i < commands.Length; i++)
        {
            MeCommand command = commands[i];
            command.HasIndirect = true;
            command.Indirect = 0x10 | (0x2000u << 5);
            if (command.Op == MicroOp.SramEnqueue)
            {
                command.HasIndirect = false;
            }

            (command.Me, command.DestMe) = ((byte)(i & 7), (byte)(i & 7));
            int slot = bench.Fabric.Pool.Add(in command);
            bench.Target(in command).Accept(slot, bench.Events.Now + 30);
        }
    }
}
