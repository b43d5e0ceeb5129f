using System.Text;
using CsCheck;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Tests.XScale;

[TestClass]
public sealed class UartTests
{
    private const uint Base = PeripheralBench.Uart;
    private const uint Data = Base;
    private const uint Ier = Base + 0x04;
    private const uint Iir = Base + 0x08;
    private const uint Lcr = Base + 0x0c;
    private const uint Mcr = Base + 0x10;
    private const uint Lsr = Base + 0x14;
    private const uint IrqRaw = PeripheralBench.Interrupts;
    private const int Divisor = 54;

    // 8N1: ten bits of sixteen divided clocks.
    private const long Character = 10 * 16 * Divisor * PeripheralBench.ApbTicks;

    // N47, N88, N33: status bits 5 and 6, then data, in whole words.
    [TestMethod]
    public void A_polled_console_prints_in_word_accesses()
    {
        PeripheralBench bench = Opened();
        foreach (char c in "Uncompressing Linux")
        {
            while ((bench.Read(Lsr) & 0x60) != 0x60)
            {
                bench.Pass(PeripheralBench.ApbTicks);
            }

            bench.Write(Data, c);
        }

        bench.Pass(Character);
        Assert.AreEqual("Uncompressing Linux", bench.Console.ToString());
    }

    // N89: 57600 baud out of 50 MHz.
    [TestMethod]
    public void A_character_takes_ten_bits_of_sixteen_divided_clocks()
    {
        PeripheralBench bench = Opened();
        bench.Write(Data, 'x');
        Assert.AreEqual(0x20u, bench.Read(Lsr) & 0x60);
        bench.Pass(Character - 1);
        Assert.AreEqual(0, bench.Console.Length);
        bench.Pass(1);
        Assert.AreEqual("x", bench.Console.ToString());
        Assert.AreEqual(0x60u, bench.Read(Lsr) & 0x60);
    }

    // N92: the low byte of the word is at +3 for a big-endian program, +0 for a little-endian one.
    [TestMethod]
    [DataRow(0u)]
    [DataRow(1u)]
    [DataRow(2u)]
    [DataRow(3u)]
    public void A_byte_access_reaches_its_register_on_any_lane(uint lane)
    {
        PeripheralBench bench = Opened();
        bench.Write(Base + 0x1c + lane, 0x5a, bytes: 1);
        Assert.AreEqual(0x5au, bench.Read(Base + 0x1c + (3 - lane), bytes: 1));
        bench.Write(Data + lane, 'y', bytes: 1, bigEndian: lane == 3);
        bench.Pass(Character);
        Assert.AreEqual("y", bench.Console.ToString());
        Assert.AreEqual(0x60u, bench.Read(Lsr + lane, bytes: 1));
    }

    // N90
    [TestMethod]
    public void Nothing_is_sent_while_the_unit_is_disabled()
    {
        PeripheralBench bench = Opened();
        bench.Write(Ier, 0);
        bench.Write(Data, 'n');
        bench.Pass(2 * Character);
        bench.Write(Ier, 0x40);
        Assert.AreEqual(0x40u, bench.Read(Ier));
        bench.Write(Data, 'j');
        bench.Pass(2 * Character);
        Assert.AreEqual("j", bench.Console.ToString());
    }

    // N63: what the stock driver asks to tell a 16550A and an XScale from others.
    [TestMethod]
    public void The_probe_of_a_stock_driver_finds_an_XScale()
    {
        PeripheralBench bench = Opened();
        bench.Write(Ier, 0);
        Assert.AreEqual(0u, bench.Read(Ier) & 0xf);
        bench.Write(Ier, 0xf);
        Assert.AreEqual(0xfu, bench.Read(Ier) & 0xf);
        bench.Write(Ier, 0);
        bench.Write(Lcr, 0xbf);
        bench.Write(Lcr, 0);
        bench.Write(Iir, 1);
        Assert.AreEqual(3u, bench.Read(Iir) >> 6);
        bench.Write(Lcr, 0x80);
        bench.Write(Iir, 0x21);
        Assert.AreEqual(6u, bench.Read(Iir) >> 5, "a 16750 would show bit 5");
        bench.Write(Lcr, 0);
        bench.Write(Ier, 0);
        Assert.AreEqual(0u, bench.Read(Ier) & 0x40);
        bench.Write(Ier, 0x40);
        Assert.AreEqual(0x40u, bench.Read(Ier) & 0x40);
    }

    // N91: the stock driver's start-up test wants the transmitter's interrupt again at every enable.
    [TestMethod]
    public void Enabling_the_transmitter_interrupt_raises_it_while_the_transmitter_is_empty()
    {
        PeripheralBench bench = Opened();
        for (int i = 0; i < 2; i++)
        {
            bench.Write(Ier, 0x42);
            Assert.AreEqual(4u, bench.Read(IrqRaw));
            Assert.AreEqual(2u, bench.Read(Iir) & 0xf);
            Assert.AreEqual(1u, bench.Read(Iir) & 0xf, "reading the identity clears it");
            Assert.AreEqual(0u, bench.Read(IrqRaw));
            bench.Write(Ier, 0x40);
        }
    }

    // N91
    [TestMethod]
    public void The_transmitter_interrupts_when_its_FIFO_has_run_empty()
    {
        PeripheralBench bench = Opened();
        bench.Write(Iir, 1);
        bench.Write(Ier, 0x42);
        _ = bench.Read(Iir);
        for (int i = 0; i < 64; i++)
        {
            bench.Write(Data, (uint)('A' + (i % 26)));
        }

        bench.Pass((63 * Character) - 1);
        Assert.AreEqual(0u, bench.Read(IrqRaw));
        bench.Pass(1);
        Assert.AreEqual(4u, bench.Read(IrqRaw));
        Assert.AreEqual(63, bench.Console.Length);
        bench.Write(Data, '.');
        Assert.AreEqual(0u, bench.Read(IrqRaw));
    }

    // N91: FIFO trigger levels 1, 8, 16 and 32.
    [TestMethod]
    [DataRow(0x01u, 1)]
    [DataRow(0x41u, 8)]
    [DataRow(0x81u, 16)]
    [DataRow(0xc1u, 32)]
    public void Received_characters_interrupt_at_the_trigger_level(uint control, int trigger)
    {
        PeripheralBench bench = Opened();
        bench.Write(Iir, control);
        bench.Write(Ier, 0x41);
        for (int i = 0; i < trigger; i++)
        {
            bench.Peripherals.Uart.Receive((byte)i);
        }

        bench.Pass((trigger * Character) - 1);
        Assert.AreEqual(0u, bench.Read(IrqRaw));
        bench.Pass(1);
        Assert.AreEqual(4u, bench.Read(IrqRaw));
        Assert.AreEqual(0xc4u, bench.Read(Iir));
        for (int i = 0; i < trigger; i++)
        {
            Assert.AreEqual(1u, bench.Read(Lsr) & 1);
            Assert.AreEqual((uint)i, bench.Read(Data));
        }

        Assert.AreEqual(0u, bench.Read(Lsr) & 1);
        Assert.AreEqual(0u, bench.Read(IrqRaw));
    }

    [TestMethod]
    public void Fewer_characters_interrupt_after_four_silent_ones()
    {
        PeripheralBench bench = Opened();
        bench.Write(Iir, 0x81);
        bench.Write(Ier, 0x51);
        bench.Peripherals.Uart.Receive((byte)'a');
        bench.Peripherals.Uart.Receive((byte)'b');
        bench.Pass((6 * Character) - 1);
        Assert.AreEqual(0u, bench.Read(IrqRaw));
        bench.Pass(1);
        Assert.AreEqual(0xccu, bench.Read(Iir));
        Assert.AreEqual((uint)'a', bench.Read(Data));
        Assert.AreEqual(0xc1u, bench.Read(Iir));
        bench.Pass(4 * Character);
        Assert.AreEqual(0xccu, bench.Read(Iir));
        Assert.AreEqual((uint)'b', bench.Read(Data));
        bench.Pass(8 * Character);
        Assert.AreEqual(0xc1u, bench.Read(Iir));
    }

    [TestMethod]
    public void A_full_receiver_overruns_and_says_so_once()
    {
        PeripheralBench bench = Opened();
        bench.Write(Iir, 1);
        bench.Write(Ier, 0x44);
        for (int i = 0; i < 65; i++)
        {
            bench.Peripherals.Uart.Receive((byte)i);
        }

        bench.Pass(65 * Character);
        Assert.AreEqual(0xc6u, bench.Read(Iir));
        Assert.AreEqual(3u, bench.Read(Lsr) & 3);
        Assert.AreEqual(1u, bench.Read(Lsr) & 3);
        Assert.AreEqual(0u, bench.Read(IrqRaw));
        for (int i = 0; i < 64; i++)
        {
            Assert.AreEqual((uint)i, bench.Read(Data));
        }

        Assert.AreEqual(0u, bench.Read(Lsr) & 1);
    }

    [TestMethod]
    public void The_divisor_lies_behind_the_access_bit()
    {
        PeripheralBench bench = Opened();
        bench.Write(Lcr, 0x83);
        Assert.AreEqual((uint)Divisor, bench.Read(Base));
        bench.Write(Base + 4, 1);
        Assert.AreEqual(1u, bench.Read(Base + 4));
        bench.Write(Lcr, 3);
        Assert.AreEqual(0x40u, bench.Read(Ier));
        bench.Write(Data, 'z');
        bench.Pass(Character + 1);
        Assert.AreEqual(0, bench.Console.Length, "the divisor is 310 now");
    }

    [TestMethod]
    public void In_loop_mode_what_is_sent_comes_back_and_not_out()
    {
        PeripheralBench bench = Opened();
        bench.Write(Mcr, 0x10);
        bench.Write(Data, 'q');
        bench.Pass(Character);
        Assert.AreEqual((uint)'q', bench.Read(Data));
        Assert.AreEqual(0, bench.Console.Length);
    }

    [TestMethod]
    public void A_restored_UART_goes_on_in_the_middle_of_a_line()
    {
        PeripheralBench first = Opened();
        first.Write(Iir, 1);
        foreach (byte value in "in and out"u8)
        {
            first.Write(Data, value);
            first.Peripherals.Uart.Receive(value);
        }

        first.Pass((3 * Character) + 100);
        using MemoryStream saved = new();
        StateVisitor save = StateVisitor.Saving(saved);
        save.Visit(first.Events);
        save.Visit(first.Peripherals);
        saved.Position = 0;
        PeripheralBench second = new();
        StateVisitor restore = StateVisitor.Restoring(saved);
        restore.Visit(second.Events);
        restore.Visit(second.Peripherals);
        Assert.AreEqual(StateVisitor.Hash(first.Peripherals), StateVisitor.Hash(second.Peripherals));
        second.Events.RunTo(20 * Character);
        StringBuilder read = new();
        while ((second.Read(Lsr) & 1) != 0)
        {
            read.Append((char)second.Read(Data));
        }

        Assert.AreEqual("and out", second.Console.ToString());
        Assert.AreEqual("in and out", read.ToString());
    }

    [TestMethod]
    public void Whatever_is_written_fast_enough_for_the_FIFO_comes_out_in_order() =>
        Gen.Select(Gen.Byte.Array[1, 200], Gen.Int[1, 64]).Sample((bytes, burst) =>
        {
            PeripheralBench bench = Opened();
            bench.Write(Iir, 1);
            for (int i = 0; i < bytes.Length; i++)
            {
                if (i % burst == 0)
                {
                    bench.Pass(burst * Character);
                }

                bench.Write(Data, bytes[i]);
            }

            bench.Pass(65 * Character);
            Assert.AreEqual(new string([.. bytes.Select(b => (char)b)]), bench.Console.ToString());
        }, iter: 100);

    private static PeripheralBench Opened()
    {
        PeripheralBench bench = new();
        bench.Write(Ier, 0x40);
        bench.Write(Lcr, 0x83);
        bench.Write(Base, Divisor);
        bench.Write(Base + 4, 0);
        bench.Write(Lcr, 3);
        return bench;
    }
}
