using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Tests.Memory;

namespace IxpSvnic.Arm.Tests.Coprocessors;

[TestClass]
public sealed class Cp15Tests
{
    [TestMethod]
    public void N6_the_main_id_is_an_IXP2400_of_the_given_revision()
    {
        using MemoryBench bench = new();
        Assert.AreEqual(0x6905_4192u, bench.Cp15(0, 0, 0));
        using MemoryBench other = new(parameters: new XscaleParameters { Revision = 7 });
        Assert.AreEqual(0x6905_4190u, other.Cp15(0, 0, 0) & 0xffff_fff0);
        Assert.AreEqual(7u, other.Cp15(0, 0, 0) & 15);
    }

    [TestMethod]
    public void N11_the_cache_type_says_32_KB_32_ways_32_bytes_for_both()
    {
        using MemoryBench bench = new();
        uint type = bench.Cp15(0, 0, 1);
        Assert.AreEqual(1u, type >> 24 & 1, "separate caches");
        foreach (uint half in new[] { type >> 12 & 0xfff, type & 0xfff })
        {
            Assert.AreEqual(32u * 1024, 512u << (int)(half >> 6 & 7));
            Assert.AreEqual(32u, 1u << (int)(half >> 3 & 7));
            Assert.AreEqual(32u, 8u << (int)(half & 3));
        }
    }

    [TestMethod]
    [DataRow(0x39ffu)]
    [DataRow(0x79f7u)]
    public void N10_Linux_reads_its_control_register_back(uint control)
    {
        using MemoryBench bench = new();
        Assert.AreEqual(0x78u, bench.Cp15(1, 0, 0));
        bench.Cp15(1, 0, 0, control | 0xffff_0000);
        Assert.AreEqual(control, bench.Cp15(1, 0, 0));
    }

    [TestMethod]
    public void N7_N9_N10_the_control_bits_reach_core_and_memory()
    {
        using MemoryBench bench = new();
        Assert.AreEqual((0u, 0u, 0u, false), (bench.Memory.ByteFlip, bench.Memory.HalfFlip, bench.Memory.VectorBase, bench.Memory.PredictsBranches));
        bench.Cp15(1, 0, 0, 0x2882);
        Assert.AreEqual((3u, 2u, 0xffff_0000u, true), (bench.Memory.ByteFlip, bench.Memory.HalfFlip, bench.Memory.VectorBase, bench.Memory.PredictsBranches));
        Assert.IsTrue(bench.Memory.ChecksAlignment);
    }

    [TestMethod]
    [DataRow(1, 1, 0xffff_ffffu, 0x33u)]
    [DataRow(2, 0, 0xffff_ffffu, 0xffff_c000u)]
    [DataRow(3, 0, 0x1234_5678u, 0x1234_5678u)]
    [DataRow(5, 0, 0xffff_ffffu, 0x6ffu)]
    [DataRow(6, 0, 0x1234_5678u, 0x1234_5678u)]
    [DataRow(13, 0, 0xffff_ffffu, 0xfe00_0000u)]
    public void N11_registers_keep_the_bits_they_have(int crn, int opcode2, uint written, uint kept)
    {
        using MemoryBench bench = new();
        bench.Cp15((byte)crn, 0, (byte)opcode2, written);
        Assert.AreEqual(kept, bench.Cp15((byte)crn, 0, (byte)opcode2));
    }

    [TestMethod]
    public void N13_the_access_register_opens_coprocessors_one_by_one()
    {
        using MemoryBench bench = new();
        Assert.IsFalse(bench.Coprocessors.Allows(0));
        bench.Cp15(15, 1, 0, 1u << 6 | 1u << 13);
        Assert.IsTrue(bench.Coprocessors.Allows(6) && bench.Coprocessors.Allows(13) && !bench.Coprocessors.Allows(0));
        bench.Cp15(15, 1, 0, 0xffff_0001);
        Assert.IsTrue(bench.Coprocessors.Allows(0) && !bench.Coprocessors.Allows(13));
        Assert.AreEqual(1u, bench.Cp15(15, 1, 0));
    }

    [TestMethod]
    [DataRow(7, 7, 0)]
    [DataRow(7, 10, 4)]
    [DataRow(7, 10, 1)]
    [DataRow(7, 6, 1)]
    [DataRow(7, 2, 5)]
    [DataRow(7, 5, 1)]
    [DataRow(7, 5, 6)]
    [DataRow(7, 5, 0)]
    [DataRow(8, 7, 0)]
    [DataRow(8, 5, 0)]
    [DataRow(8, 5, 1)]
    [DataRow(8, 6, 0)]
    [DataRow(8, 6, 1)]
    [DataRow(10, 4, 1)]
    [DataRow(10, 8, 1)]
    public void N12_N13_every_operation_that_Linux_uses_is_there(int crn, int crm, int opcode2)
    {
        using MemoryBench bench = new(asynchronous: true);
        Assert.AreEqual(CoprocessorOutcome.Done, bench.Cp15((byte)crn, (byte)crm, (byte)opcode2, 0xfffe_0000));
    }

    [TestMethod]
    public void A_user_may_touch_neither_CP14_nor_CP15()
    {
        using MemoryBench bench = new();
        foreach (byte number in new byte[] { 14, 15 })
        {
            CoprocessorRegister register = new(number, 0, 1, 0, 0);
            Assert.AreEqual(CoprocessorOutcome.Undefined, bench.Coprocessors.Read(register, false, out _));
            Assert.AreEqual(CoprocessorOutcome.Undefined, bench.Coprocessors.Write(register, false, 0));
        }

        Assert.AreEqual(0x78u, bench.Cp15(1, 0, 0));
    }

    [TestMethod]
    [DataRow(15, 0, 4, 0, 0)]
    [DataRow(15, 1, 1, 0, 0)]
    [DataRow(15, 0, 11, 0, 0)]
    [DataRow(14, 0, 3, 1, 0)]
    [DataRow(13, 0, 0, 0, 0)]
    public void What_is_no_register_is_undefined(int number, int opcode1, int crn, int crm, int opcode2)
    {
        using MemoryBench bench = new();
        CoprocessorRegister register = new((byte)number, (byte)opcode1, (byte)crn, (byte)crm, (byte)opcode2);
        Assert.AreEqual(CoprocessorOutcome.Undefined, bench.Coprocessors.Read(register, true, out _));
        Assert.AreEqual(CoprocessorOutcome.Undefined, bench.Coprocessors.Write(register, true, 0));
    }

    [TestMethod]
    public void Debug_registers_keep_what_is_written()
    {
        using MemoryBench bench = new();
        foreach (byte crm in new byte[] { 0, 3, 4, 8, 9 })
        {
            bench.Cp15(14, crm, 0, 0x1000u + crm);
            Assert.AreEqual(0x1000u + crm, bench.Cp15(14, crm, 0));
        }
    }

    [TestMethod]
    public void N15_power_mode_1_asks_for_idle_once_and_lets_the_last_store_go()
    {
        using MemoryBench bench = new();
        bench.MapSection(0x0030_0000, 0x0010_0000, 1);
        bench.TurnOn();
        bench.Store(0x0030_0000, 5);
        Assert.IsFalse(bench.Coprocessors.TakeIdleRequest());
        Assert.AreEqual(CoprocessorOutcome.Done, bench.Coprocessors.Write(new CoprocessorRegister(14, 0, 7, 0, 0), true, 1));
        Assert.AreEqual(5u, bench.Bus.Word(0x0010_0000));
        Assert.IsTrue(bench.Coprocessors.TakeIdleRequest());
        Assert.IsFalse(bench.Coprocessors.TakeIdleRequest());
    }
}
