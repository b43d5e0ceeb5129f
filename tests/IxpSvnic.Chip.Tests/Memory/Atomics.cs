using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Memory;

[TestClass]
public sealed class Atomics
{
    [TestMethod]
    [DataRow(MicroOp.ScratchSwap, 0x0000_00f0u, 0xau, 0x0000_000au, true)]
    [DataRow(MicroOp.ScratchSet, 0x0000_00f0u, 0xau, 0x0000_00fau, false)]
    [DataRow(MicroOp.ScratchTestAndSet, 0x0000_00f0u, 0xau, 0x0000_00fau, true)]
    [DataRow(MicroOp.ScratchClr, 0x0000_00ffu, 0xfu, 0x0000_00f0u, false)]
    [DataRow(MicroOp.ScratchTestAndClr, 0x0000_00ffu, 0xfu, 0x0000_00f0u, true)]
    [DataRow(MicroOp.ScratchAdd, 0xffff_ffffu, 2u, 1u, false)]
    [DataRow(MicroOp.ScratchTestAndAdd, 0xffff_ffffu, 2u, 1u, true)]
    [DataRow(MicroOp.ScratchSub, 1u, 2u, 0xffff_ffffu, false)]
    [DataRow(MicroOp.ScratchTestAndSub, 1u, 2u, 0xffff_ffffu, true)]
    [DataRow(MicroOp.ScratchIncr, 0xffff_ffffu, 0u, 0u, false)]
    [DataRow(MicroOp.ScratchTestAndIncr, 7u, 0u, 8u, true)]
    [DataRow(MicroOp.ScratchDecr, 0u, 0u, 0xffff_ffffu, false)]
    [DataRow(MicroOp.ScratchTestAndDecr, 7u, 0u, 6u, true)]
    [DataRow(MicroOp.SramSwap, 0x0000_00f0u, 0xau, 0x0000_000au, true)]
    [DataRow(MicroOp.SramSet, 0x0000_00f0u, 0xau, 0x0000_00fau, false)]
    [DataRow(MicroOp.SramTestAndSet, 0x0000_00f0u, 0xau, 0x0000_00fau, true)]
    [DataRow(MicroOp.SramClr, 0x0000_00ffu, 0xfu, 0x0000_00f0u, false)]
    [DataRow(MicroOp.SramTestAndClr, 0x0000_00ffu, 0xfu, 0x0000_00f0u, true)]
    [DataRow(MicroOp.SramAdd, 0xffff_ffffu, 2u, 1u, false)]
    [DataRow(MicroOp.SramTestAndAdd, 0xffff_ffffu, 2u, 1u, true)]
    [DataRow(MicroOp.SramIncr, 0xffff_ffffu, 0u, 0u, false)]
    [DataRow(MicroOp.SramTestAndIncr, 7u, 0u, 8u, true)]
    [DataRow(MicroOp.SramDecr, 0u, 0u, 0xffff_ffffu, false)]
    [DataRow(MicroOp.SramTestAndDecr, 7u, 0u, 6u, true)]
    public void An_atomic_changes_the_word_and_gives_the_old_one_back_if_it_tests(
        MicroOp op, uint before, uint operand, uint after, bool returns)
    {
        MemoryBench bench = new();
        bench.Scratch.Memory.WriteWord(0x80, before);
        bench.Sram[0].Memory.WriteWord(0x80, before);
        bench.Issue(MemoryBench.Command(op, 0x80, 1, 4, operand));
        bool isSram = op <= MicroOp.SramRdQdescHead;
        Assert.AreEqual(after, (isSram ? bench.Sram[0].Memory : bench.Scratch.Memory).ReadWord(0x80));
        CollectionAssert.AreEqual(returns ? new[] { before } : [], bench.Pushed());
        Assert.AreEqual(0, bench.Fabric.Pool.InFlight);
    }

    [TestMethod]
    public void Increments_by_many_threads_are_never_lost()
    {
        MemoryBench bench = new();
        for (int i = 0; i < 400; i++)
        {
            bench.Scripts[i & 7].Add(WithMe(MemoryBench.Command(MicroOp.ScratchTestAndIncr, 0x80), i & 7));
            bench.Scripts[i & 7].Add(WithMe(MemoryBench.Command(MicroOp.SramTestAndIncr, 0x80), i & 7));
        }

        bench.RunScripts();
        Assert.AreEqual(400u, bench.Scratch.Memory.ReadWord(0x80));
        Assert.AreEqual(400u, bench.Sram[0].Memory.ReadWord(0x80));
        uint[] seen = [.. bench.Pushed().Order()];
        CollectionAssert.AreEqual(Enumerable.Range(0, 800).Select(i => (uint)i / 2).ToArray(), seen);
    }

    private static MeCommand WithMe(MeCommand command, int me)
    {
        (command.Me, command.DestMe) = ((byte)me, (byte)me);
        return command;
    }
}
