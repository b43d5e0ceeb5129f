using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Chip.Tests.XScale.Gasket;

/// <summary>What the core's requests do in the chip: reference 2.1, 2.6, 2.8, 2.9, 2.13, 3.5.</summary>
[TestClass]
public sealed class GasketTests
{
    [TestMethod]
    public void A_word_written_to_DRAM_is_read_back_and_lies_in_the_memory()
    {
        ScriptedCore core = new();
        core.Store(0x1004, 0x0102_0304);
        Assert.AreEqual(0x0102_0304u, core.Load(0x1004));
        Assert.AreEqual(0u, core.Load(0x1000));
        Assert.AreEqual(0x0102_0304u, core.Chip.Dram.Memory.ReadWord(0x1004));
    }

    [TestMethod]
    [DataRow(0x2000u)]
    [DataRow(0x8000_0100u)]
    public void Bytes_and_halfwords_touch_their_own_lanes(uint address)
    {
        ScriptedCore core = new();
        core.Store(address, 0x1122_3344);
        core.Store(address + 1, 0xaa, 1);
        core.Store(address + 2, 0xbbcc, 2);
        Assert.AreEqual(0xbbcc_aa44u, core.Load(address));
        Assert.AreEqual(0xaau, core.Load(address + 1, 1));
        Assert.AreEqual(0xbbccu, core.Load(address + 2, 2));
    }

    [TestMethod]
    [DataRow(0x3000u)]
    [DataRow(0x8000_0200u)]
    [DataRow(0x9000_0200u)]
    [DataRow(0xca00_0040u)]
    public void A_line_is_eight_words_and_a_masked_block_leaves_holes_alone(uint block)
    {
        ScriptedCore core = new();
        BusRequest write = new() { Operation = BusOperation.Write, Address = block, Mask = 0xfff0_0ff0 };
        for (int i = 0; i < LineData.Words; i++)
        {
            write.Data[i] = 0x1010_1010u * (uint)(i + 1);
        }

        core.Ask(write);
        BusReply line = core.Ask(new BusRequest { Operation = BusOperation.ReadLine, Address = block });
        uint[] expected = [0, 0x2020_2020, 0x3030_3030, 0, 0, 0x6060_6060, 0x7070_7070, 0x8080_8080];
        for (int i = 0; i < LineData.Words; i++)
        {
            Assert.AreEqual(expected[i], line.Data[i], $"word {i}");
        }
    }

    [TestMethod]
    [DataRow(0x8000_0300u, 0x8400_0300u, 0x8800_0300u, 0x8c00_0300u)]
    [DataRow(0xca00_0010u, 0xca40_0010u, 0xca80_0010u, 0xcac0_0010u)]
    public void Aliases_clear_set_and_add_and_a_swap_there_returns_the_old_value(uint plain, uint clear, uint set, uint add)
    {
        ScriptedCore core = new();
        core.Store(plain, 0xff);
        core.Store(clear, 0x0f);
        Assert.AreEqual(0xf0u, core.Load(plain));
        core.Store(set, 0x3);
        Assert.AreEqual(0xf3u, core.Load(plain));
        core.Store(add, 0x10);
        Assert.AreEqual(0x103u, core.Swap(plain, 7));
        Assert.AreEqual(7u, core.Swap(add, 3));
        Assert.AreEqual(10u, core.Load(plain));
    }

    [TestMethod]
    public void A_swap_in_DRAM_is_a_read_and_a_write()
    {
        ScriptedCore core = new();
        core.Store(0x4000, 5);
        Assert.AreEqual(5u, core.Swap(0x4000, 6));
        Assert.AreEqual(6u, core.Load(0x4000));
    }

    [TestMethod]
    public void The_scratch_ring_alias_puts_and_gets_and_reads_zero_when_empty()
    {
        ScriptedCore core = new();
        core.Store(0xc000_4810, 0x4000_0400);
        core.Store(0xcb40_0004, 111);
        core.Store(0xcb40_0004, 222);
        Assert.AreEqual(111u, core.Load(0xcb40_0004));
        Assert.AreEqual(222u, core.Load(0xcb40_0004));
        Assert.AreEqual(0u, core.Load(0xcb40_0004));
    }

    [TestMethod]
    public void A_local_CSR_of_an_engine_answers_through_the_CAP()
    {
        ScriptedCore core = new();
        core.Store(0xc001_c018, 0x1000_0000);
        Assert.AreEqual(0x1000_0000u, core.Load(0xc001_c018));
        Assert.AreEqual(0u, core.Load(0xc001_8018));
        Assert.AreEqual(0x210u, core.Load(0xc000_4a00));
    }

    [TestMethod]
    public void MSF_and_PCI_registers_keep_what_is_written()
    {
        ScriptedCore core = new();
        core.Store(0xc800_0048, 2);
        Assert.AreEqual(2u, core.Load(0xc800_0048));
        core.Store(0xdf00_0050, 0xcafe_f00d);
        Assert.AreEqual(0xcafe_f00du, core.Load(0xdf00_0050));
        Assert.AreEqual(0x9001_8086u, core.Load(0xde00_0000));
    }

    [TestMethod]
    public void Until_the_alias_is_disabled_flash_stands_at_address_zero()
    {
        ScriptedCore core = new();
        core.Store(0xc000_4a04, 0);
        BusReply reply = core.Ask(new BusRequest { Operation = BusOperation.Read, Address = 0x100, Bytes = 4 });
        Assert.IsTrue(reply.IsAbort, "no flash is fitted here");
        core.Store(0xc000_4a04, 1 << 8);
        Assert.AreEqual(0u, core.Load(0x100));
    }

    [TestMethod]
    [DataRow(0xc010_0000u)]
    [DataRow(0x0800_0000u)]
    [DataRow(0xa000_0000u)]
    [DataRow(0xda02_0000u)]
    public void Where_nothing_is_the_access_aborts(uint address)
    {
        ScriptedCore core = new();
        BusReply reply = core.Ask(new BusRequest { Operation = BusOperation.Read, Address = address, Bytes = 4 });
        Assert.IsTrue(reply.IsAbort);
    }

    [TestMethod]
    public void Unloaded_reads_cost_what_they_cost_a_microengine()
    {
        ScriptedCore core = new();
        core.Load(0x1000);
        Assert.IsInRange(118L, 124L, core.Latency);
        core.Load(0x8000_0000);
        Assert.IsInRange(88L, 92L, core.Latency);
        core.Load(0xca00_0000);
        Assert.IsInRange(58L, 62L, core.Latency);
    }

    [TestMethod]
    public void Every_window_gives_the_same_latencies()
    {
        foreach (int window in (int[])[1, 7, 28, 36])
        {
            ScriptedCore core = new(window);
            core.Load(0x1000);
            long dram = core.Latency;
            core.Store(0x8000_0010, 1);
            Assert.AreEqual((120L, 50L), (dram, core.Latency), $"window {window}");
        }
    }
}
