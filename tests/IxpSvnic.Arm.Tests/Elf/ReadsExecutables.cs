using System.Buffers.Binary;
using CsCheck;
using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Tests.Qemu.Fuzz;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.Tests.Elf;

[TestClass]
public sealed class ReadsExecutables
{
    private const uint Address = 0x8000;

    private static readonly byte[] Bytes = [1, 2, 3, 4, 5, 6, 7];

    [TestMethod]
    [DataRow(false, 0x0403_0201u, 0x0007_0605u)]
    [DataRow(true, 0x0102_0304u, 0x0506_0700u)]
    public void A_word_in_memory_is_the_files_four_bytes_in_its_own_order(bool isBigEndian, uint first, uint second)
    {
        ProgramImage image = ElfReader.Read("a.elf", FuzzElf.Write(isBigEndian, Address, (Address, Bytes, 12)));
        using RamBus ram = new(1 << 20, new RamTiming());
        ram.Poke(Address + 8, 0xdead_beef);
        image.Load(ram);
        Assert.AreEqual(isBigEndian, image.IsBigEndian);
        Assert.AreEqual(first, Word(ram, Address));
        Assert.AreEqual(second, Word(ram, Address + 4));
        Assert.AreEqual(0u, Word(ram, Address + 8), "what is not in the file is zero");
    }

    [TestMethod]
    [DataRow(false, 0x0201_0000u)]
    [DataRow(true, 0x0000_0102u)]
    public void A_segment_may_start_inside_a_word(bool isBigEndian, uint word)
    {
        ProgramImage image = ElfReader.Read("a.elf", FuzzElf.Write(isBigEndian, Address + 2, (Address + 2, Bytes, 7)));
        using RamBus ram = new(1 << 20, new RamTiming());
        image.Load(ram);
        Assert.AreEqual(word, Word(ram, Address));
    }

    [TestMethod]
    public void Raw_bytes_go_where_they_are_told()
    {
        ProgramImage image = ProgramImage.FromRaw("raw", Bytes, 0x100, 0x104, false);
        using RamBus ram = new(1 << 16, new RamTiming());
        image.Load(ram);
        Assert.AreEqual(0x0403_0201u, Word(ram, 0x100));
        Assert.AreEqual(0x104u, image.Entry);
        Assert.AreEqual(0x107ul, image.End);
    }

    [TestMethod]
    [DataRow(0, 0x7e, "not an ELF file")]
    [DataRow(4, 2, "class 2 is not 1")]
    [DataRow(5, 3, "byte order 0x3")]
    [DataRow(16, 3, "file type 3 is not 2")]
    [DataRow(18, 3, "machine 3 is not 40")]
    [DataRow(20, 2, "version 2")]
    [DataRow(24, 0x00, "entry 0x00000000 lies in no loaded segment")]
    [DataRow(30, 0xff, "the program headers")]
    [DataRow(38, 0x80, "BE-8")]
    [DataRow(42, 31, "size of a program header 31")]
    [DataRow(44, 0, "none of the 0 program headers")]
    [DataRow(52 + 6, 0x7f, "a segment")]
    [DataRow(52 + 17, 0x10, "in the file but")]
    public void A_damaged_file_is_refused_with_its_name_the_offset_and_the_value(int at, int value, string problem)
    {
        byte[] file = FuzzElf.Write(false, Address, (Address, Bytes, 12));
        file[at] = (byte)value;
        if (at == 24)
        {
            file[25] = 0;
        }

        ElfFormatException error = Assert.ThrowsExactly<ElfFormatException>(() => ElfReader.Read("a.elf", file));
        StringAssert.Contains(error.Message, problem);
        StringAssert.StartsWith(error.Message, "a.elf: offset 0x");
    }

    [TestMethod]
    public void A_segment_that_passes_the_end_of_the_address_space_is_refused()
    {
        byte[] file = FuzzElf.Write(false, 0xffff_fff0, (0xffff_fff0, Bytes, 0x20));
        ElfFormatException error = Assert.ThrowsExactly<ElfFormatException>(() => ElfReader.Read("a.elf", file));
        StringAssert.Contains(error.Message, "0x20 bytes at 0xfffffff0 pass the end of the address space");
    }

    [TestMethod]
    public void Segments_that_overlap_are_refused()
    {
        byte[] file = FuzzElf.Write(false, Address, (Address, Bytes, 12), (Address + 8, Bytes, 12));
        ElfFormatException error = Assert.ThrowsExactly<ElfFormatException>(() => ElfReader.Read("a.elf", file));
        StringAssert.Contains(error.Message, "overlaps");
    }

    [TestMethod]
    public void An_image_that_does_not_fit_is_refused()
    {
        ProgramImage image = ElfReader.Read("a.elf", FuzzElf.Write(false, Address, (Address, Bytes, 0x10000)));
        using RamBus ram = new(1 << 16, new RamTiming());
        ElfFormatException error = Assert.ThrowsExactly<ElfFormatException>(() => image.Load(ram));
        StringAssert.Contains(error.Message, "no memory at 0x00010000");
    }

    [TestMethod]
    public void A_file_cut_anywhere_is_refused_or_reads_the_same()
    {
        byte[] file = FuzzElf.Write(true, Address, (Address, Bytes, 12));
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Assert.ThrowsExactly<ElfFormatException>(() => ElfReader.Read("a.elf", cut), $"{length} bytes");
        }
    }

    [TestMethod]
    public void No_damage_to_the_headers_makes_the_reader_fall_over()
    {
        byte[] file = FuzzElf.Write(false, Address, (Address, Bytes, 12));
        Gen.Select(Gen.Int[0, 83], Gen.Byte, Gen.Int[0, 83], Gen.Byte).Sample(
            (at, value, at2, value2) =>
            {
                byte[] damaged = [.. file];
                damaged[at] = value;
                damaged[at2] = value2;
                try
                {
                    _ = ElfReader.Read("a.elf", damaged);
                }
                catch (ElfFormatException)
                {
                    // Refused with a message: fine.
                }
            },
            iter: 20_000);
    }

    [TestMethod]
    public void Addresses_have_the_name_below_them()
    {
        SymbolTable symbols = new([new(0x8000, "main"), new(0x8010, "loop"), new(0x8010, "alias")]);
        Assert.AreEqual("main", symbols.Describe(0x8000));
        Assert.AreEqual("main+0xc", symbols.Describe(0x800c));
        Assert.AreEqual("loop+0x100", symbols.Describe(0x8110));
        Assert.AreEqual("", symbols.Describe(0x7fff));
        Assert.IsTrue(symbols.TryFind("loop", out uint address));
        Assert.AreEqual(0x8010u, address);
    }

    [TestMethod]
    public void The_ram_reads_and_writes_lanes_and_aborts_beyond_its_end()
    {
        using RamBus ram = new(1 << 16, new RamTiming { ReadCycles = 7, WriteCycles = 3, LineFillCycles = 11 });
        BusReply reply = default;
        BusRequest write = new() { Cycle = 100, Address = 0x40, Operation = BusOperation.Write, Mask = 0x0000_0060 };
        write.Data[1] = 0xaabb_ccdd;
        Assert.IsTrue(ram.Submit(write, ref reply));
        Assert.AreEqual(103L, reply.Cycle);
        Assert.IsTrue(ram.Submit(new BusRequest { Cycle = 200, Address = 0x45, Bytes = 1, Operation = BusOperation.Read }, ref reply));
        Assert.AreEqual(0xccu, reply.Data[0]);
        Assert.AreEqual(207L, reply.Cycle);
        BusRequest swap = new() { Address = 0x44, Bytes = 4, Operation = BusOperation.Swap };
        swap.Data[0] = 0x1234_5678;
        Assert.IsTrue(ram.Submit(swap, ref reply));
        Assert.AreEqual(0x00bb_cc00u, reply.Data[0]);
        Assert.IsTrue(ram.Submit(new BusRequest { Address = 0x40, Operation = BusOperation.ReadLine }, ref reply));
        Assert.AreEqual(0x1234_5678u, reply.Data[1]);
        Assert.AreEqual(11L, reply.Cycle);
        Assert.IsFalse(reply.IsAbort);
        Assert.IsTrue(ram.Submit(new BusRequest { Address = 1 << 16, Bytes = 4, Operation = BusOperation.Read }, ref reply));
        Assert.IsTrue(reply.IsAbort);
    }

    private static uint Word(RamBus ram, uint address)
    {
        Assert.IsTrue(ram.Peek(address, out uint word));
        return word;
    }
}
