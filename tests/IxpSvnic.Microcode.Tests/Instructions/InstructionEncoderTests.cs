using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Tests.Instructions;

[TestClass]
public sealed class InstructionEncoderTests
{
    [TestMethod]
    public void What_no_word_can_hold_is_refused_with_its_reason()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Vectors", "errors.txt");
        List<string> faults = [];
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] parts = [.. line.Split(" | ").Select(part => part.Trim())];
            bool encoded = Encode(parts[0], 8, out ulong word, out string error);
            if (encoded || !error.Contains(parts[1], StringComparison.Ordinal))
            {
                faults.Add($"{parts[0]}: {(encoded ? $"{word:x10}" : error)}");
            }
        }

        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    [TestMethod]
    public void Four_contexts_have_32_registers_and_32_transfer_registers_of_one_kind()
    {
        Assert.IsTrue(Encode("alu[a31, --, B, b16]", 4, out ulong move, out _));
        Assert.AreEqual(0xa001f04000UL, move);
        Assert.IsTrue(Encode("sram[read, $31, a0, b0, 1], sig_done[sig1]", 4, out ulong read, out _));
        Assert.AreEqual(31UL, (read >> 20) & 0x1f);
        Assert.AreEqual("sram[read, $31, a0, b0, 1], sig_done[sig1]", Disassembler.Disassemble(read, 4));
        Assert.AreEqual("sram[read, $$15, a0, b0, 1], sig_done[sig1]", Disassembler.Disassemble(read, 8));
        Assert.IsFalse(Encode("sram[read, $$1, a0, b0, 1], sig_done[sig1]", 4, out _, out string error));
        Assert.Contains("default kind", error);
    }

    [TestMethod]
    public void Case_blanks_and_names_do_not_matter()
    {
        Assert.IsTrue(Encode(" CAP [FAST_WR , 0, xscale_int_a] ", 8, out ulong word, out string error), error);
        Assert.AreEqual(0x3300012f20UL, word);
        Assert.IsTrue(Encode("Local_CSR_wr[active_lm_addr_0, B2]", 8, out word, out error), error);
        Assert.AreEqual(0xfc06600b00UL, word);
        Assert.IsTrue(Encode("local_csr_wr[25, b2]", 8, out word, out error), error);
        Assert.AreEqual(0xfc06600b00UL, word);
    }

    [TestMethod]
    public void Immed_finds_a_form_for_a_constant_by_itself()
    {
        Assert.IsTrue(Encode("immed[a3, 0xa30000]", 8, out ulong word, out _));
        Assert.AreEqual("immed[a3, 0xa300, <<8]", Disassembler.Disassemble(word));
        Assert.IsTrue(Encode("immed[b3, -1]", 8, out word, out _));
        Assert.AreEqual(0xf080000f00UL, word);
    }

    private static bool Encode(string text, int contexts, out ulong word, out string error)
    {
        word = 0;
        return StatementParser.TryParse(text, out Statement statement, out error)
            && InstructionEncoder.TryEncode(statement, contexts, out word, out error);
    }
}
