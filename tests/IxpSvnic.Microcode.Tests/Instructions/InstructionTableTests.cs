using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Tests.Instructions;

[TestClass]
public sealed class InstructionTableTests
{
    private static readonly int[] ReservedTopBytes =
    [
        .. Enumerable.Range(0x20, 8), .. Enumerable.Range(0x2c, 4), .. Enumerable.Range(0x38, 4),
        .. Enumerable.Range(0x60, 8), .. Enumerable.Range(0x6c, 4), .. Enumerable.Range(0x78, 4),
        0xfa, 0xfb, 0xfe, 0xff,

        // alu operations 28 and 29
        0xae, 0xbe,

        // actions that sram and scratch do not have, with and without indirect_ref
        0x06, 0x46, .. Enumerable.Range(0x1b, 5), .. Enumerable.Range(0x5b, 5),
    ];

    [TestMethod]
    public void No_two_rows_overlap_unless_one_is_a_declared_special_case()
    {
        foreach (InstructionRow first in InstructionTable.Rows)
        {
            foreach (InstructionRow second in InstructionTable.Rows.Skip(first.Index + 1))
            {
                foreach (BitPattern one in first.Patterns)
                {
                    foreach (BitPattern other in second.Patterns.Where(one.Overlaps))
                    {
                        bool declared = (first.IsSpecialCase && one.Refines(other))
                            || (second.IsSpecialCase && other.Refines(one));
                        Assert.IsTrue(declared, $"{first} and {second} overlap");
                    }
                }
            }
        }
    }

    [TestMethod]
    public void Every_micro_op_has_a_row_and_every_row_a_micro_op()
    {
        HashSet<MicroOp> used = [.. InstructionTable.Rows.Select(row => row.Op)];
        Assert.DoesNotContain(MicroOp.Illegal, used);
        MicroOp[] missing = [.. Enum.GetValues<MicroOp>().Where(op => op != MicroOp.Illegal && !used.Contains(op))];
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public void Rows_know_their_place_and_have_distinct_titles()
    {
        for (int i = 0; i < InstructionTable.Rows.Count; i++)
        {
            Assert.AreEqual(i, InstructionTable.Rows[i].Index);
        }

        string[] repeated =
        [
            .. InstructionTable.Rows.GroupBy(row => (row.Title, row.Slots.Count)).Where(group => group.Count() > 1)
                .Select(group => group.Key.Title),
        ];
        Assert.IsEmpty(repeated, string.Join(", ", repeated));
    }

    [TestMethod]
    public void Reserved_top_bytes_hold_no_instruction()
    {
        for (int top = 0; top < 256; top++)
        {
            BitPattern wanted = new((ulong)top << 32, 0xff00000000);
            bool used = InstructionTable.Rows.Any(row => row.Patterns.Any(wanted.Overlaps));
            Assert.AreEqual(!ReservedTopBytes.Contains(top), used, $"top byte {top:x2}");
        }
    }

    [TestMethod]
    [DataRow(0x0000000000UL)]
    [DataRow(0xffffffffffUL)]
    [DataRow(0xa100000000UL)] // alu operation 2
    [DataRow(0xa000010000UL)] // alu with source code 040
    [DataRow(0x9c00000000UL)] // asr without a shift control
    [DataRow(0xf6000c0000UL)] // immed with shift 3
    [DataRow(0xf0600c0000UL)] // immed of word and byte
    [DataRow(0xd80000000eUL)] // condition 14
    [DataRow(0xd800300018UL)] // br with defer 3
    [DataRow(0x0600000300UL)] // sram action 6
    [DataRow(0x10000000000UL)] // 41 bits
    public void Reserved_words_are_not_decoded(ulong word)
    {
        Assert.IsFalse(InstructionDecoder.TryDecode(word, out _), Disassembler.Disassemble(word));
        Assert.AreEqual($"; reserved word {word:x10}", Disassembler.Disassemble(word));
    }

    [TestMethod]
    public void Mnemonics_aliases_and_other_spellings_are_known()
    {
        foreach (string name in new[] { "alu", "ALU_SHF", "br!=ctx", "bcc", "halt", "hash3_128", "nop_volatile" })
        {
            Assert.IsTrue(InstructionTable.IsMnemonic(name), name);
        }

        foreach (string name in new[] { "hash4_48", "hash1_32", "mov", "", "--" })
        {
            Assert.IsFalse(InstructionTable.IsMnemonic(name), name);
        }
    }

    [TestMethod]
    public void Alu_with_five_operands_is_alu_shf()
    {
        Assert.IsTrue(StatementParser.TryParse("alu[a0, --, B, b1, <<4]", out Statement statement, out _));
        Assert.IsTrue(InstructionTable.TryFind(statement, out InstructionRow row, out _));
        Assert.AreEqual("alu_shf B", row.Title);
    }

    [TestMethod]
    public void Command_flags_follow_the_signal_rules()
    {
        Dictionary<string, InstructionFlags> flags = [];
        foreach (InstructionRow row in InstructionTable.Rows.Where(row => row.Timing == TimingClass.Command))
        {
            flags[row.Title] = row.Flags;
        }

        string[] pairs = ["dram read", "dram tbuf_wr", "sram put", "sram swap", "scratch test_and_sub", "hash_48"];
        foreach (string pair in pairs)
        {
            Assert.IsTrue(flags[pair].HasFlag(InstructionFlags.SignalPair), pair);
        }

        string[] singles = ["sram read", "scratch put", "scratch test_and_incr", "msf read", "pci write"];
        foreach (string single in singles)
        {
            Assert.IsFalse(flags[single].HasFlag(InstructionFlags.SignalPair), single);
        }

        Assert.IsFalse(flags["msf fast_wr"].HasFlag(InstructionFlags.TakesSignal));
        Assert.IsTrue(flags["dram rbuf_rd"].HasFlag(InstructionFlags.DefaultD));
        Assert.IsTrue(flags["msf write64"].HasFlag(InstructionFlags.CountsQuadwords));
    }
}
