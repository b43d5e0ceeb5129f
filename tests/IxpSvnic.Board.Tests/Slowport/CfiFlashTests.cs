using CsCheck;
using IxpSvnic.Board.Slowport;
using IxpSvnic.Chip.XScale.Peripherals;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Board.Tests.Slowport;

[TestClass]
public sealed class CfiFlashTests
{
    private readonly EventQueue _events = new();
    private readonly FlashConfig _config = new();

    // N35, N64: byte accesses, 0x98 to 0x55; QRY at 0x10, or twice that far apart.
    [TestMethod]
    [DataRow(0x55u, 1u)]
    [DataRow(0xaau, 2u)]
    public void A_CFI_query_finds_an_Intel_part_of_16_MB(uint query, uint step)
    {
        using CfiFlash flash = new(_events, _config);
        Write(flash, query, 0x98);
        Assert.AreEqual("QRY", Text(flash, 0x10 * step, step));
        Assert.AreEqual(1u, Read(flash, 0x13 * step), "Intel extended command set");
        Assert.AreEqual(24u, Read(flash, 0x27 * step), "log2 of the size");
        Assert.AreEqual(0u, Read(flash, 0x28 * step), "8 bits wide");
        uint table = Read(flash, 0x15 * step);
        Assert.AreEqual("PRI1", Text(flash, table * step, step) + (char)Read(flash, (table + 3) * step));
        uint blocks = Read(flash, 0x2d * step) + (Read(flash, 0x2e * step) << 8) + 1;
        uint bytes = (Read(flash, 0x2f * step) + (Read(flash, 0x30 * step) << 8)) * 256;
        Assert.AreEqual(1u, Read(flash, 0x2c * step), "regions");
        Assert.AreEqual(16u << 20, blocks * bytes);
        Write(flash, 0, 0xff);
        Assert.AreEqual(0xffu, Read(flash, 0x10 * step));
    }

    // The order in which the stock driver tries device widths on an 8-bit bank.
    [TestMethod]
    public void The_stock_probe_takes_the_first_width_it_tries()
    {
        using CfiFlash flash = new(_events, _config);
        Write(flash, 0, 0xf0);
        Write(flash, 0, 0xff);
        Write(flash, 0x55, 0x98);
        Assert.AreEqual("QRY", Text(flash, 0x10, 1));
        Write(flash, 0, 0xf0);
        Write(flash, 0, 0xff);
        Write(flash, 0, 0x90);
        Assert.AreEqual((0x89u, 0x18u), (Read(flash, 0), Read(flash, 1)));
    }

    [TestMethod]
    public void An_image_reads_back_in_the_order_of_its_bytes_by_programs_of_both_endians()
    {
        using CfiFlash flash = new(_events, _config);
        flash.Load([0x12, 0x34, 0x56, 0x78, 0x9a]);
        Assert.AreEqual(0x7856_3412u, flash.Read(new PeripheralAccess(0, 4, IsBigEndian: false)));
        Assert.AreEqual(0x1234_5678u, flash.Read(new PeripheralAccess(0, 4, IsBigEndian: true)));
        for (uint address = 0; address < 4; address++)
        {
            uint expected = 0x7856_3412u >> (int)(8 * address) & 0xff;
            Assert.AreEqual(expected, flash.Read(new PeripheralAccess(address, 1, IsBigEndian: false)));
            Assert.AreEqual(expected, flash.Read(new PeripheralAccess(address ^ 3, 1, IsBigEndian: true)));
        }

        Assert.AreEqual(0x1234u, flash.Read(new PeripheralAccess(0 ^ 2, 2, IsBigEndian: true)));
        Assert.AreEqual(0xffu, Read(flash, 5));
    }

    [TestMethod]
    public void Programming_clears_bits_and_keeps_the_part_busy()
    {
        using CfiFlash flash = new(_events, _config);
        flash.Load([0xf0]);
        Write(flash, 0, 0x40);
        Write(flash, 0, 0x3c);
        Assert.AreEqual(0u, Read(flash, 0), "busy");
        _events.AdvanceTo((_config.ProgramMicroseconds * Ticks.PerMicrosecond) - 1);
        Assert.AreEqual(0u, Read(flash, 0));
        _events.AdvanceTo(_config.ProgramMicroseconds * Ticks.PerMicrosecond);
        Assert.AreEqual(0x80u, Read(flash, 0));
        Write(flash, 0, 0xff);
        Assert.AreEqual(0x30u, Read(flash, 0));
    }

    [TestMethod]
    public void Erasing_sets_one_block_and_wants_a_confirmation()
    {
        using CfiFlash flash = new(_events, _config);
        byte[] image = new byte[3 * CfiFlash.BlockBytes];
        flash.Load(image);
        Write(flash, CfiFlash.BlockBytes + 5, 0x20);
        Write(flash, CfiFlash.BlockBytes + 5, 0x11);
        Assert.AreEqual(0xb0u, Read(flash, 0), "command sequence error");
        Write(flash, 0, 0x50);
        Write(flash, CfiFlash.BlockBytes + 5, 0x20);
        Write(flash, CfiFlash.BlockBytes + 5, 0xd0);
        _events.AdvanceTo(_config.EraseMilliseconds * Ticks.PerMillisecond);
        Assert.AreEqual(0x80u, Read(flash, 0));
        Write(flash, 0, 0xff);
        Assert.AreEqual(0u, Read(flash, CfiFlash.BlockBytes - 1));
        Assert.AreEqual(0xffu, Read(flash, CfiFlash.BlockBytes));
        Assert.AreEqual(0xffu, Read(flash, (2 * CfiFlash.BlockBytes) - 1));
        Assert.AreEqual(0u, Read(flash, 2 * CfiFlash.BlockBytes));
    }

    [TestMethod]
    public void A_locked_block_refuses_until_the_locks_are_released()
    {
        using CfiFlash flash = new(_events, _config);
        Write(flash, 0, 0x60);
        Write(flash, 0, 0x01);
        Write(flash, 0, 0x90);
        Assert.AreEqual(1u, Read(flash, 2));
        Assert.AreEqual(0u, Read(flash, CfiFlash.BlockBytes + 2));
        Write(flash, 7, 0x40);
        Write(flash, 7, 0);
        Assert.AreEqual(0x92u, Read(flash, 0));
        Assert.AreEqual(0xff, flash.Cell(7));
        Write(flash, 0, 0x50);
        Write(flash, 0, 0x60);
        Write(flash, 0, 0xd0);
        Write(flash, 7, 0x40);
        Write(flash, 7, 0);
        Assert.AreEqual(0, flash.Cell(7));
    }

    [TestMethod]
    public void An_image_that_does_not_fit_is_refused()
    {
        using CfiFlash flash = new(_events, _config);
        Assert.ThrowsExactly<ArgumentException>(() => flash.Load(new byte[CfiFlash.Bytes + 1]));
    }

    // Cells against an array: programming is AND, erasing a block is all ones.
    [TestMethod]
    public void Cells_follow_a_simple_model_through_save_and_restore() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, (4 * CfiFlash.BlockBytes) - 1], Gen.Byte).Array[1, 60].Sample(steps =>
        {
            EventQueue events = new();
            using CfiFlash flash = new(events, _config);
            byte[] model = new byte[4 * CfiFlash.BlockBytes];
            Array.Fill(model, (byte)0xff);
            foreach ((int what, int address, byte value) in steps)
            {
                events.AdvanceTo(events.Now + (2 * Ticks.PerSecond));
                if (what == 0)
                {
                    Write(flash, (uint)address, 0x20);
                    Write(flash, (uint)address, 0xd0);
                    model.AsSpan(address & ~(CfiFlash.BlockBytes - 1), CfiFlash.BlockBytes).Fill(0xff);
                }
                else
                {
                    Write(flash, (uint)address, 0x10);
                    Write(flash, (uint)address, value);
                    model[address] &= value;
                }
            }

            using MemoryStream saved = new();
            flash.Sync(StateVisitor.Saving(saved));
            saved.Position = 0;
            using CfiFlash restored = new(events, _config);
            restored.Load([1, 2, 3]);
            restored.Sync(StateVisitor.Restoring(saved));
            return steps.All(step => restored.Cell(step.Item2) == model[step.Item2]) && restored.Cell(0) == model[0];
        }, iter: 30);

    private static string Text(CfiFlash flash, uint address, uint step) =>
        new([(char)Read(flash, address), (char)Read(flash, address + step), (char)Read(flash, address + (2 * step))]);

    private static uint Read(CfiFlash flash, uint address) => flash.Read(new PeripheralAccess(address, 1, IsBigEndian: false));

    private static void Write(CfiFlash flash, uint address, byte value) =>
        flash.Write(new PeripheralAccess(address, 1, IsBigEndian: false), value);
}
