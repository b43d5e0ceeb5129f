namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class StructuredCodeTests
{
    [TestMethod]
    public void If_and_else_branch_around_each_other() => CollectionAssert.AreEqual(
        (string[])
        [
            "alu[--, a1, -, 0x5]", "bne[.4]", "immed[a2, 0x1]", "br[.5]", "immed[a2, 0x2]", "alu[--, --, B, a2]",
        ],
        AssemblySource.Disassembled("""
            .if (a1 == 5)
                immed[a2, 1]
            .else
                immed[a2, 2]
            .endif
            alu[--, --, B, a2]
            """));

    [TestMethod]
    [DataRow("a1 == b1", "alu[--, a1, -, b1] bne[.3]")]
    [DataRow("a1", "alu[--, a1, -, 0x0] beq[.3]")]
    [DataRow("a1 < b1", "alu[--, a1, -, b1] bge[.3]")]
    [DataRow("a1 > b1", "alu[--, a1, -, b1] ble[.3]")]
    [DataRow("a1 & 0x80", "alu[--, a1, AND, 0x80] beq[.3]")]
    [DataRow("(a1 | b1) < 0", "alu[--, a1, OR, b1] bpl[.3]")]
    [DataRow("!(a1 != 3)", "alu[--, a1, -, 0x3] bne[.3]")]
    [DataRow("BIT(a1, 31)", "br_bclr[a1, 31, .2]")]
    [DataRow("BIT(a1, 2) == 0", "br_bset[a1, 2, .2]")]
    [DataRow("BYTE(a1, 1) == 0x7f", "br!=byte[a1, 1, 0x7f, .2]")]
    [DataRow("SIGNAL(sig3)", "br_!signal[3, .2]")]
    [DataRow("CTX() == 0", "br!=ctx[0, .2]")]
    [DataRow("CTX() != 2", "br=ctx[2, .2]")]
    [DataRow("INP_STATE(SCR_Ring1_Status)", "br_!inp_state[SCR_Ring1_Status, .2]")]
    [DataRow("!INP_STATE(NN_EMPTY)", "br_inp_state[NN_EMPTY, .2]")]
    [DataRow("=0", "bne[.2]")]
    [DataRow("<0", "bpl[.2]")]
    [DataRow("COUT", "blo[.2]")]
    [DataRow("a1 == 1 && BIT(b1, 0)", "alu[--, a1, -, 0x1] bne[.4] br_bclr[b1, 0, .4]")]
    [DataRow("a1 == 1 || BIT(b1, 0)", "alu[--, a1, -, 0x1] beq[.3] br_bclr[b1, 0, .4]")]
    [DataRow("SIZE > 3", "")]
    [DataRow("SIZE > 4", "br[.2]")]
    public void Conditions_become_tests_and_inverted_branches(string condition, string expected)
    {
        string[] text = AssemblySource.Disassembled($"""
            #define SIZE 4
            .if ({condition})
                immed[a5, 1]
            .endif
            nop
            """);
        Assert.AreEqual($"{expected} immed[a5, 0x1] nop".TrimStart(), string.Join(' ', text));
    }

    [TestMethod]
    [DataRow("a1 < b1", "alu[--, a1, -, b1] bhs[.3]")]
    [DataRow("a1 >= b1", "alu[--, a1, -, b1] blo[.3]")]
    [DataRow("a1 > b1", "alu[--, a1, B-A, b1] bhs[.3]")]
    [DataRow("a1 <= b1", "alu[--, a1, B-A, b1] blo[.3]")]
    public void Unsigned_conditions_use_the_carry(string condition, string expected) => Assert.AreEqual(
        $"{expected} immed[a5, 0x1] nop",
        string.Join(' ', AssemblySource.Disassembled($".if_unsigned ({condition})\nimmed[a5, 1]\n.endif\nnop")));

    [TestMethod]
    public void Loops_leave_and_continue()
    {
        MiniEngine engine = MiniEngine.Run(AssemblySource.Image("""
            .reg i sum $out
            .addr $out 0
            immed[i, 0]
            immed[sum, 0]
            .while (1)
                alu[i, i, +, 1]
                .if (i == 3)
                    .continue
                .elif (i > 6)
                    .break
                .endif
                alu[sum, sum, +, i]
            .endw
            .repeat
                alu[sum, sum, +, 100]
                alu[i, i, -, 1]
            .until (i == 5)
            alu[$out, --, B, sum]
            """));
        Assert.AreEqual((uint)(1 + 2 + 4 + 5 + 6 + 200), engine.SOut[0]);
    }
}
