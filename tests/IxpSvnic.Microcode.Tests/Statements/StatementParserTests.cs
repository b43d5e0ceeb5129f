using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Tests.Statements;

[TestClass]
public sealed class StatementParserTests
{
    [TestMethod]
    public void Mnemonic_operands_and_options_are_taken_apart()
    {
        Assert.IsTrue(StatementParser.TryParse(
            "dram[read, $$0, a0, *l$index0[3], (1 + f(2, 3))], ctx_swap[sig2], defer[1], indirect_ref",
            out Statement statement, out _));
        Assert.AreEqual("dram", statement.Mnemonic);
        Assert.AreSequenceEqual(["read", "$$0", "a0", "*l$index0[3]", "(1 + f(2, 3))"], statement.Operands);
        Assert.AreSequenceEqual(["ctx_swap[sig2]", "defer[1]", "indirect_ref"], statement.Options.Select(o => $"{o}"));
    }

    [TestMethod]
    public void An_instruction_without_operands_has_none()
    {
        Assert.IsTrue(StatementParser.TryParse("nop", out Statement bare, out _));
        Assert.IsTrue(StatementParser.TryParse("cam_clear[ ]", out Statement empty, out _));
        Assert.IsEmpty(bare.Operands);
        Assert.IsEmpty(empty.Operands);
    }

    [TestMethod]
    [DataRow("alu[a0, b1", "bracket not closed")]
    [DataRow("alu a0], b1", "closed that was not opened")]
    [DataRow("alu[a0,, b1]", "operand 2 of alu is empty")]
    [DataRow("alu[a0] b1", "text after the bracket")]
    [DataRow("alu[a0], , any", "a name is missing")]
    [DataRow("alu a0", "'alu a0' is not one name")]
    [DataRow("", "a name is missing")]
    public void Malformed_text_is_refused_with_its_reason(string text, string reason)
    {
        Assert.IsFalse(StatementParser.TryParse(text, out _, out string error));
        Assert.Contains(reason, error);
    }
}
