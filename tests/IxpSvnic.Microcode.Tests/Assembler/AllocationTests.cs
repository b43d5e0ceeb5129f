using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class AllocationTests
{
    [TestMethod]
    public void Two_sources_of_one_instruction_lie_in_different_banks()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg x y z
            immed[x, 1]
            immed[y, 2]
            immed[z, 3]
            alu[--, x, +, y]
            alu[--, y, +, z]
            """);
        string x = Physical(image, "x");
        Assert.AreNotEqual(x[0], Physical(image, "y")[0]);
        Assert.AreEqual(x[0], Physical(image, "z")[0]);
    }

    [TestMethod]
    public void A_symbol_may_change_its_register_between_independent_values()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg t
            immed[t, 1]
            alu[--, t, +, a1]
            immed[t, 2]
            alu[--, t, +, b1]
            """);
        CollectionAssert.AreEquivalent(
            (char[])['a', 'b'], image.Symbols.Where(s => s.Name == "t").Select(s => s.Physical[0]).ToArray());
    }

    [TestMethod]
    public void Numbers_written_out_in_the_program_are_left_alone()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg x
            immed[a0, 7]
            immed[b0, 7]
            immed[x, 1]
            alu[--, a0, +, b0]
            alu[--, --, B, x]
            """);
        Assert.AreNotEqual("0", Physical(image, "x")[1..]);
    }

    [TestMethod]
    public void Absolute_registers_lie_where_no_context_has_a_relative_one()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg @shared @other
            #for n [0, 29]
                .reg r/**/n
                immed[r/**/n, n]
            #endloop
            #for n [0, 29]
                alu[--, --, B, r/**/n]
            #endloop
                alu[@shared, --, B, @other]
            """);
        HashSet<string> relative = [.. image.Symbols.Where(s => s.Name[0] == 'r').Select(s => s.Physical)];
        foreach (string physical in (string[])[Physical(image, "@shared"), Physical(image, "@other")])
        {
            Assert.DoesNotContain($"{physical[1]}{int.Parse(physical[2..]) % 16}", relative);
        }
    }

    [TestMethod]
    public void Four_contexts_have_thirty_two_registers_in_each_bank()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .num_contexts 4
            #for n [0, 59]
                .reg r/**/n
                immed[r/**/n, n]
            #endloop
            #for n [0, 59]
                alu[--, --, B, r/**/n]
            #endloop
            """);
        Assert.AreEqual(4, image.Contexts);
        Assert.AreEqual(60, image.Symbols.Select(s => s.Physical).Distinct().Count());
        Assert.AreNotEqual(0u, image.UengineParameters & UengineParameterBits.FourContexts);
    }

    [TestMethod]
    public void An_order_gives_ascending_transfer_registers()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg $c $a $b
            .xfer_order $a $b
            .xfer_order $b $c
            .sig s
            sram[read, $a, a0, b0, 3], ctx_swap[s]
            alu[a1, --, B, $c]
            """);
        int first = int.Parse(Physical(image, "$a")[1..]);
        Assert.AreEqual($"${first + 1}", Physical(image, "$b"));
        Assert.AreEqual($"${first + 2}", Physical(image, "$c"));
    }

    [TestMethod]
    public void An_out_register_is_not_reused_before_the_command_has_taken_it()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .sig s t
            .reg $first $second $third
            alu[$first, --, B, a1]
            sram[write, $first, a0, b0, 1], sig_done[s]
            alu[$second, --, B, a2]
            sram[write, $second, a0, b1, 1], sig_done[t]
            ctx_arb[s, t]
            alu[$third, --, B, a3]
            sram[write, $third, a0, b0, 1], ctx_swap[s]
            """);
        Assert.AreNotEqual(Physical(image, "$first"), Physical(image, "$second"));
        Assert.AreEqual(Physical(image, "$first"), Physical(image, "$third"));
    }

    [TestMethod]
    public void An_out_register_is_kept_through_the_instructions_a_swap_defers()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .sig s
            .reg $first $second
            alu[$first, --, B, a1]
            sram[write, $first, a0, b0, 1], ctx_swap[s], defer[1]
            alu[$second, --, B, a2]
            sram[write, $second, a0, b0, 1], ctx_swap[s]
            """);
        Assert.AreNotEqual(Physical(image, "$first"), Physical(image, "$second"));
    }

    [TestMethod]
    public void Read_and_write_sides_are_separate_files()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .sig s
            .reg read $in
            .reg write $out
            sram[read, $in, a0, b0, 1], ctx_swap[s]
            alu[$out, --, B, a1]
            alu[a2, --, B, $in]
            sram[write, $out, a0, b0, 1], ctx_swap[s]
            """);
        Assert.AreEqual("$0", Physical(image, "$in"));
        Assert.AreEqual("$0", Physical(image, "$out"));
    }

    [TestMethod]
    public void A_pair_of_signals_starts_even_and_is_awaited_whole()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .sig single pair
            .reg $x $$y[2]
            sram[read, $x, a0, b0, 1], sig_done[single]
            dram[read, $$y, a0, b0, 1], sig_done[pair]
            ctx_arb[single, pair]
            alu[a1, --, B, $x]
            alu[a2, --, B, $$y[1]]
            """);
        int pair = int.Parse(Physical(image, "pair")[3..]);
        int single = int.Parse(Physical(image, "single")[3..]);
        Assert.AreEqual(0, pair % 2);
        Assert.IsTrue(InstructionDecoder.TryDecode(image.Words[2], out DecodedInstruction wait));
        Assert.AreEqual((1u << single) | (3u << pair), wait.WakeupMask);
    }

    [TestMethod]
    public void Signals_that_are_never_pending_together_share_a_number()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .sig first second crossing
            .reg $x
            sram[read, $x, a0, b0, 1], sig_done[crossing]
            sram[incr, --, a0, b0], ctx_swap[first]
            sram[incr, --, a0, b0], ctx_swap[second]
            ctx_arb[crossing]
            alu[a1, --, B, $x]
            """);
        Assert.AreEqual(Physical(image, "first"), Physical(image, "second"));
        Assert.AreNotEqual(Physical(image, "first"), Physical(image, "crossing"));
    }

    [TestMethod]
    public void Bound_numbers_are_kept()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg x y $t n$w
            .sig s
            .areg x 7
            .reg_addr y 9 B
            .addr $t 5
            .addr n$w 3
            .addr s 11
            immed[x, 1]
            immed[y, 1]
            alu[n$w, x, +, y]
            sram[read, $t, a0, b0, 1], ctx_swap[s]
            alu[--, --, B, $t]
            """);
        CollectionAssert.AreEqual(
            (string[])["immed[a7, 0x1]", "immed[b9, 0x1]", "alu[n$3, a7, +, b9]",
                "sram[read, $5, a0, b0, 1], ctx_swap[sig11]"],
            AssemblySource.Disassembled(image)[..4]);
    }

    [TestMethod]
    public void A_register_stays_whole_across_a_call()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg back kept local
            immed[kept, 1]
            load_addr[back, after#]
            br[work#]
            after#:
            alu[--, --, B, kept]
            ctx_arb[kill]
            work#:
            .subroutine
            immed[local, 5]
            alu[--, local, +, 1]
            rtn[back]
            .endsub
            """);
        string[] registers = [Physical(image, "back"), Physical(image, "kept"), Physical(image, "local")];
        Assert.AreEqual(3, registers.Distinct().Count());
        Assert.AreEqual("immed[" + Physical(image, "back") + ", 0x3]", AssemblySource.Disassembled(image)[1]);
    }

    private static string Physical(MicrocodeImage image, string name) =>
        image.Symbols.First(s => s.Name == name).Physical;
}
