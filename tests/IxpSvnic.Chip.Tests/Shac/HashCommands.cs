using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.Tests.Memory;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Shac;

[TestClass]
public sealed class HashCommands
{
    [TestMethod]
    [DataRow(1, 80)]
    [DataRow(2, 94)]
    [DataRow(3, 108)]
    public void One_48_bit_hash_takes_80_cycles_and_each_further_one_14(int count, int cycles)
    {
        MemoryBench bench = new();
        uint[] operands = new uint[2 * count];
        Assert.AreEqual(cycles, bench.Cycles(MemoryBench.Command(MicroOp.Hash48, 0, count, 4, operands), 5));
        Assert.IsLessThan(
            bench.Inbox.SignalTime(0, 0, 5), bench.Inbox.SignalTime(0, 0, 4), "operands are pulled first");
    }

    [TestMethod]
    public void Results_use_the_multiplier_of_the_CAP_registers_and_come_in_the_operands_layout()
    {
        MemoryBench bench = new();
        bench.Cap.WriteRegister(0x900, 0x9e37_79b9);
        bench.Cap.WriteRegister(0x904, 0xffff_7f4a);
        bench.Issue(MemoryBench.Command(
            MicroOp.Hash48, 0, 2, 4, 0x2233_4455, 0xdead_0011, 0x2233_4455, 0x0011));
        uint[] pushed = bench.Pushed();
        UInt128 expected = HashArithmetic.Hash(HashWidth.Bits48, 0x0011_2233_4455, 0x7f4a_9e37_79b9);
        CollectionAssert.AreEqual(
            new[] { (uint)expected, (uint)(expected >> 32), (uint)expected, (uint)(expected >> 32) }, pushed);
        Assert.IsTrue(expected != 0);
    }

    [TestMethod]
    public void A_128_bit_operand_takes_four_longwords_lowest_first()
    {
        MemoryBench bench = new();
        bench.Cap.WriteRegister(0x910, 1);
        bench.Issue(MemoryBench.Command(MicroOp.Hash128, 0, 1, 4, 1, 2, 3, 4));
        CollectionAssert.AreEqual(new uint[] { 1, 2, 3, 4 }, bench.Pushed(), "times one leaves the operand");
    }

    [TestMethod]
    public void Without_a_multiplier_every_hash_is_0()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.Hash64, 0, 1, 4, 0x1234, 0x5678));
        CollectionAssert.AreEqual(new uint[] { 0, 0 }, bench.Pushed());
    }

    [TestMethod]
    public void The_array_works_at_seven_chassis_cycles_a_hash_and_holds_back_a_fourth_command()
    {
        MemoryBench bench = new();
        for (int i = 0; i < 40; i++)
        {
            bench.Scripts[i & 3].Add(MemoryBench.Command(MicroOp.Hash48, 0, 1, 4, 1, 2));
        }

        bench.RunScripts();
        long[] times = [.. bench.Inbox.Pushes.Where(p => p.Data.Length > 0).Select(p => p.Delivery.Time)];
        Assert.HasCount(40, times);
        Assert.AreEqual(70, (times[39] - times[9]) / 30, "ticks a hash");
        long[] grants = [.. bench.Scripts[..4].SelectMany(s => s.Grants).Order()];
        Assert.IsGreaterThan(30L * 60, grants[39] - grants[0], "the command bus waits for the array");
    }
}
