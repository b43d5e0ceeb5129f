namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class StructuredCodeTests
{
    [TestMethod]
    public void If_and_else_branch_around_each_other()
    {
        string[] text = AssemblySource.Disassembled("""
            .areg x 1
            .areg y 2
            """.Insert(0, ".reg x y\n.set x\n") + """

            .if (x == 5)
                immed[y, 1]
            .else
                immed[y, 2]
            .endif
            alu[--, --, B, y]
            """);
        CollectionAssert.AreEqual(
            (string[])
            [
                "alu[--, a1, -, 0x5]", "bne[.4]", "immed[a2, 0x1]", "br[.5]", "immed[a2, 0x2]", "alu[--, --, B, a2]",
            ],
            text);
    }
}
