using System.Globalization;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.Tests.Microengines;
using IxpSvnic.Chip.Tests.XScale.Gasket;

namespace IxpSvnic.Chip.Tests.XScale;

/// <summary>Microengines under the XScale's control, in the order of the stock loader's accesses (reference section 7).</summary>
[TestClass]
public sealed class EngineControlTests
{
    private const uint Reset1 = 0xc000_4a10;
    private const uint MiscControl = 0xc000_4a04;
    private const uint Interrupts = 0xd600_0000;
    private const uint ParityEnable = 0x1000_0000;
    private const uint Stop = 0xff00;

    // N31: engines 0x00-0x03 and 0x10-0x13, 0x400 each; N57.
    [TestMethod]
    [DataRow(0, 0xc001_8000u, 0x0000_0001u)]
    [DataRow(3, 0xc001_8c00u, 0x0000_0008u)]
    [DataRow(4, 0xc001_c000u, 0x0001_0000u)]
    [DataRow(7, 0xc001_cc00u, 0x0008_0000u)]
    public void A_pulse_of_its_reset_bit_stops_one_engine_and_no_other(int index, uint csrs, uint bit)
    {
        ScriptedCore core = new();
        ulong[] endless = Assembly.Program("br[.0]\nnop");
        foreach (Microengine engine in core.Chip.Engines)
        {
            engine.Debug.Load(endless);
            engine.Debug.Start(0xff);
        }

        core.Store(Reset1, bit);
        core.Store(Reset1, 0);
        Assert.AreEqual(0u, core.Load(csrs + 0x44) >> 31);
        Assert.AreEqual(0u, core.Load(csrs + 0x18));
        for (int other = 0; other < 8; other++)
        {
            Assert.AreEqual(other == index, core.Chip.Engines[other].IsAsleep, $"{other}");
        }

        Assert.AreEqual(endless[0], core.Chip.Engines[index].Debug.ReadStore(0) & 0xff_ffff_ffff, "the store keeps its program");
    }

    // N57, N102: all of them, with the mask of the stock kernel.
    [TestMethod]
    public void The_mask_of_the_stock_kernel_resets_all_eight()
    {
        ScriptedCore core = new();
        foreach (Microengine engine in core.Chip.Engines)
        {
            engine.Debug.Load(Assembly.Program("br[.0]\nnop"));
            engine.Debug.Start(0xff);
        }

        core.Store(Reset1, 0x000f_000f);
        Assert.AreEqual(0x000f_000fu, core.Load(Reset1));
        core.Store(Reset1, 0);
        core.Load(Reset1);
        Assert.IsTrue(core.Chip.Engines.All(e => e.IsAsleep));
    }

    // N58: every write is followed by a look at LOCAL_CSR_STATUS, which must end at 0.
    [TestMethod]
    public void Timestamps_are_cleared_one_by_one_and_count_together()
    {
        ScriptedCore core = new();
        core.Store(MiscControl, core.Load(MiscControl) | 0x80);
        core.Store(MiscControl, core.Load(MiscControl) & ~0x80u);
        foreach (uint csrs in Csrs())
        {
            core.Store(csrs + 0xc0, 0);
            Assert.AreEqual(0u, core.Load(csrs + 0x180));
            core.Store(csrs + 0xc4, 0);
            Assert.AreEqual(0u, core.Load(csrs + 0x180));
            Assert.AreEqual(0u, core.Load(csrs + 0xc0));
        }

        core.Store(MiscControl, core.Load(MiscControl) | 0x80);
        foreach (uint csrs in Csrs())
        {
            Assert.AreNotEqual(0u, core.Load(csrs + 0xc0));
        }

        ulong first = core.Chip.Engines[0].Csrs.Timestamp(core.Chip.Engines[0].LocalTime);
        for (int engine = 1; engine < 8; engine++)
        {
            Assert.AreEqual(first, core.Chip.Engines[engine].Csrs.Timestamp(core.Chip.Engines[0].LocalTime));
        }
    }

    // N102, N103, N104, N118: the helper program of 512 immediates and a kill is written word by word, run once and seen to end.
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(5)]
    public void The_stock_loader_sets_all_256_registers_with_a_program_that_it_runs(int index)
    {
        ScriptedCore core = new();
        uint csrs = Csrs()[index];
        ulong[] helper = [.. Enumerable.Range(0, 256).SelectMany(Immediates), Assembly.Word("ctx_arb[kill]")];
        Assert.HasCount(513, helper);
        SetUp(core, csrs);
        LoadStore(core, csrs, helper);
        Start(core, csrs, 1);
        int reads = 0;
        while (core.Load(csrs + 0x44) >> 31 != 0 && reads < 100)
        {
            reads++;
        }

        Assert.IsLessThan(100, reads);
        core.Store(csrs + 0x18, core.Load(csrs + 0x18) & ~Stop);
        for (int register = 0; register < 256; register++)
        {
            Assert.AreEqual(Value(register), core.Chip.Engines[index].State.Registers[register], $"{register}");
        }
    }

    // N103: 100 reads of a CSR last longer than 513 instructions.
    [TestMethod]
    public void A_hundred_reads_of_a_CSR_outlast_the_helper_program()
    {
        ScriptedCore core = new();
        core.Load(0xc001_8044);
        Assert.IsGreaterThan(513 + 100, 100 * core.Latency);
    }

    // N105: the address wraps, and reading 8000_0000 tells the loader to stop padding.
    [TestMethod]
    public void The_store_address_counts_with_the_upper_word_and_wraps_at_its_end()
    {
        ScriptedCore core = new();
        uint csrs = Csrs()[0];
        core.Store(csrs, 0x8000_0000 | 4094);
        core.Store(csrs + 4, 1);
        Assert.AreEqual(0x8000_0000u | 4094, core.Load(csrs));
        core.Store(csrs + 8, 0);
        Assert.AreEqual(0x8000_0000u | 4095, core.Load(csrs));
        core.Store(csrs + 4, 2);
        core.Store(csrs + 8, 0x100);
        Assert.AreEqual(0x8000_0000u, core.Load(csrs));
        Assert.AreEqual(2ul | (1ul << 40), core.Chip.Engines[0].Debug.ReadStore(4095));
    }

    // N106: program counter 0, "voluntary" pending and awaited, all eight enabled at once.
    [TestMethod]
    public void All_contexts_start_at_zero_when_they_are_enabled()
    {
        ScriptedCore core = new();
        uint csrs = Csrs()[1];
        SetUp(core, csrs);
        LoadStore(core, csrs, Assembly.Program("immed[a0, 0x77]\nctx_arb[kill]"));
        Start(core, csrs, 0xff);
        for (int context = 0; context < 8; context++)
        {
            Assert.AreEqual(0x77u, core.Chip.Engines[1].State.Registers[RegisterFile.GprA + (16 * context)], $"{context}");
        }

        Assert.AreEqual(0u, core.Load(csrs + 0x44) >> 31);
    }

    // N116, N96: bit 14.
    [TestMethod]
    public void A_breakpoint_calls_for_the_XScale_until_its_bit_is_cleared()
    {
        ScriptedCore core = new();
        uint csrs = Csrs()[6];
        SetUp(core, csrs);
        LoadStore(core, csrs, Assembly.Program("ctx_arb[bpt]\nbr[.0]"));
        Start(core, csrs, 0xff);
        Assert.AreEqual(1u << 14, core.Load(Interrupts));
        uint enables = core.Load(csrs + 0x18);
        Assert.AreEqual(0u, enables & 0xff00, "all contexts have stopped");
        Assert.AreNotEqual(0u, enables & (1 << 27));
        core.Store(csrs + 0x18, enables & ~(1u << 27));
        core.Load(csrs + 0x18);
        Assert.AreEqual(0u, core.Load(Interrupts));
    }

    // N98, N97: the data of the fast write do not matter, the thread does.
    [TestMethod]
    [DataRow(0, 3)]
    [DataRow(1, 0)]
    [DataRow(7, 6)]
    public void A_fast_write_of_XSCALE_INT_A_raises_the_bit_of_its_own_thread(int index, int context)
    {
        ScriptedCore core = new();
        uint csrs = Csrs()[index];
        SetUp(core, csrs);
        LoadStore(core, csrs, Assembly.Program("cap[fast_wr, 0, xscale_int_a]\nctx_arb[kill]"));
        Start(core, csrs, 1u << context);
        uint group = index < 4 ? 0u : 8;
        uint thread = 1u << ((8 * (index & 3)) + context);
        Assert.AreEqual(thread, core.Load(Interrupts + 0x60 + group));
        Assert.AreEqual(0u, core.Load(Interrupts + 0x08));
        core.Store(Interrupts + 0x160 + group, thread);
        core.Store(Interrupts + 0x10, index < 4 ? 1u << 16 : 1u << 18);
        Assert.AreEqual(index < 4 ? 1u << 16 : 1u << 18, core.Load(Interrupts + 0x08));
        core.Store(Interrupts + 0x60 + group, 0xff00_00ff | thread);
        Assert.AreEqual(0u, core.Load(Interrupts + 0x08));
    }

    // The encoding that Intel's assembler gives, quoted in the reference.
    [TestMethod]
    public void The_stock_microcodes_interrupt_is_this_word() =>
        Assert.AreEqual(0x33_0001_2f20ul, Assembly.Word("cap[fast_wr, 0, xscale_int_a]"));

    private static uint[] Csrs() =>
        [.. Enumerable.Range(0, 8).Select(i => 0xc001_8000u + ((uint)((i & 3) | (i & 4) << 2) << 10))];

    private static uint Value(int register) => (uint)(register * 0x0101_0301);

    private static IEnumerable<ulong> Immediates(int register)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"@{(register < 128 ? 'a' : 'b')}{register & 127}");
        uint value = Value(register);
        yield return Assembly.Word(string.Create(CultureInfo.InvariantCulture, $"immed[{name}, 0x{value & 0xffff:x}]"));
        yield return Assembly.Word(string.Create(CultureInfo.InvariantCulture, $"immed_w1[{name}, 0x{value >> 16:x}]"));
    }

    private static void SetUp(ScriptedCore core, uint csrs)
    {
        core.Store(csrs + 0x18, 0x5000_0000 | ParityEnable);
        core.Store(csrs + 0x1c, 0x2000);
        core.Store(csrs + 0x80, 0);
        core.Store(csrs + 0x84, 0);
        core.Store(csrs + 0xf4, 0);
    }

    private static void LoadStore(ScriptedCore core, uint csrs, ulong[] words)
    {
        core.Store(csrs, 0x8000_0000);
        foreach (ulong word in (ulong[])[.. words, .. Enumerable.Repeat(Assembly.Nop, 4)])
        {
            ulong high = (ulong)(ulong.PopCount(word >> 20 & 0xfffff) & 1) << 41;
            ulong low = (ulong)(ulong.PopCount(word & 0xfffff) & 1) << 40;
            ulong stored = word | high | low;
            core.Store(csrs + 4, (uint)stored);
            core.Store(csrs + 8, (uint)(stored >> 32));
        }

        core.Store(csrs, 0);
    }

    private static void Start(ScriptedCore core, uint csrs, uint contexts)
    {
        for (int context = 0; context < 8; context++)
        {
            if ((contexts >> context & 1) != 0)
            {
                core.Store(csrs + 0x20, (uint)context);
                core.Store(csrs + 0x48, 1);
                core.Store(csrs + 0x50, 1);
                core.Store(csrs + 0x40, 0);
            }
        }

        core.Store(csrs + 0x18, core.Load(csrs + 0x18) | (contexts << 8));
        core.Load(csrs + 0x18);
    }
}
