using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Benchmarks;

/// <summary>
/// A forwarding loop in shape: nine memory references a packet with about twenty instructions of field work, local memory and
/// branches around each, random addresses over 4 MB of either SRAM channel and of DRAM.
/// </summary>
internal static class PacketLoop
{
    public const int References = 9;

    private const string Loop = "loop";

    public static ulong[] Words()
    {
        List<string> lines =
        [
            "local_csr_rd[ACTIVE_CTX_STS]",
            "immed[a0, 0x0]",
            "alu_shf[b3, 0x7, AND, a0]",
            "alu_shf[b3, --, B, b3, <<6]",
            "local_csr_wr[ACTIVE_LM_ADDR_0, b3]",
            "immed[b1, 0x79b9]",
            "immed_w1[b1, 0x9e37]",
            "immed[b10, 0xfff8]",
            "immed_w1[b10, 0x3f]",
            "immed[b11, 0x4000, <<16]",
            "immed[b15, 0x0]",
        ];
        int start = lines.Count;
        string[] references =
        [
            "scratch[get, $0, b15, 0x0, 1], ctx_swap[sig1]",
            "sram[read, $0, a9, b15, 2], ctx_swap[sig1]",
            "sram[read, $2, a9, b11, 1], ctx_swap[sig2], defer[1]",
            "dram[read, $$0, a9, b15, 2], ctx_swap[sig4]",
            "sram[write, $4, a9, b15, 2], sig_done[sig3]",
            "dram[write, $$4, a9, b15, 1], ctx_swap[sig6]",
            "sram[read, $3, a9, b11, 4], ctx_swap[sig1]",
            "sram[read, $0, a9, b15, 1], ctx_swap[sig2], defer[2]",
            "scratch[put, $4, b15, 0x0, 1], ctx_swap[sig1]",
        ];
        for (int i = 0; i < References; i++)
        {
            Work(lines, i);
            lines.Add(references[i]);
            lines.Add($"alu[${4 + (i & 1)}, a0, XOR, b7]");
            lines.Add($"alu[$${4 + (i & 1)}, a0, +, b8]");
            if (references[i].Contains("sig_done", StringComparison.Ordinal))
            {
                lines.Add("ctx_arb[sig3]");
            }
        }

        lines.Add($"br[{Loop}]");
        return [.. lines.Select(line => Word(line.Replace(Loop, $".{start}", StringComparison.Ordinal)))];
    }

    private static void Work(List<string> lines, int reference)
    {
        lines.Add("alu[a0, a0, +, b1]");
        lines.Add("alu_shf[b4, --, B, a0, >>7]");
        lines.Add("alu[a0, a0, XOR, b4]");
        lines.Add("alu_shf[b4, --, B, a0, <<9]");
        lines.Add("alu[a0, a0, XOR, b4]");
        lines.Add($"alu[a5, a5, +, {(reference & 1) switch { 0 => "$", _ => "$$" }}{reference & 3}]");
        lines.Add("ld_field[b6, 0110, a0, >>8]");
        lines.Add($"alu[*l$index0[{reference}], b6, XOR, a5]");
        lines.Add($"alu[b7, --, B, *l$index0[{reference}]]");
        lines.Add("alu[--, b7, -, a5]");
        lines.Add($"bhs[.{lines.Count + 2}]");
        lines.Add("alu[b7, b7, +, 0x1]");
        lines.Add($"br_bclr[a0, 3, .{lines.Count + 4}], defer[1]");
        lines.Add("alu_shf[b8, a5, OR, b8, <<3]");
        lines.Add("immed_b1[b8, 0x5a]");
        lines.Add("alu[b8, b8, AND~, 0xf0]");
        lines.Add($"br=byte[b7, 1, 0x80, .{lines.Count + 2}]");
        lines.Add("alu_shf[a2, --, B, b7, >>rot5]");
        lines.Add("alu[a9, a0, AND, b10]");
    }

    private static ulong Word(string text) =>
        StatementParser.TryParse(text, out Statement statement, out string error)
        && InstructionEncoder.TryEncode(statement, 8, out ulong word, out error)
            ? word
            : throw new FormatException($"{text}: {error}");
}
