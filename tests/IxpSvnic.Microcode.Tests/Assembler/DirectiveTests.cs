using IxpSvnic.Microcode.Assembler;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class DirectiveTests
{
    [TestMethod]
    public void Initial_values_name_the_register_that_holds_them()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg x y @z
            .init x 0x12345678
            .init_ctx 3 y 7
            .init @z 9
            alu[$0, x, +, y]
            alu[$1, --, B, @z]
            """);
        CollectionAssert.AreEquivalent(
            (InitialRegister[])
            [
                new(Register(image, "x"), 0x12345678), new(Register(image, "y"), 7, 3), new(Register(image, "@z"), 9),
            ],
            image.InitialRegisters.ToArray());
        Assert.AreEqual(OperandKind.GprAAbsolute, Register(image, "@z").Kind);
    }

    [TestMethod]
    public void Csr_presets_and_modes_reach_the_loader()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .init_csr NN_GET 5
            .init_csr CTX_ENABLES (1 << 17)
            .init_nn_mode self
            nop
            """);
        Assert.AreEqual(new InitialCsr(LocalCsrs.Number("NN_GET"), 5), image.InitialCsrs.Single());
        Assert.AreEqual(
            UengineParameterBits.LmAddr1Global | UengineParameterBits.NextNeighbourSelf, image.UengineParameters);
        Assert.IsTrue(image.NextNeighbourSelf);
    }

    [TestMethod]
    public void Labels_and_trace_points_have_the_address_of_what_follows()
    {
        MicrocodeImage image = AssemblySource.Image("""
            start#: nop
            .begin
            hidden#: nop
            br[hidden#]
            .end
            .global_label "service"
            .trace "Seen"
            .trace "Held", *l$index0[2]
            nop
            end#:
            """);
        CollectionAssert.AreEquivalent(
            (string[])["start=0", "service=3", "end=4"], image.Labels.Select(l => $"{l.Key}={l.Value}").ToArray());
        CollectionAssert.AreEqual(
            (TracePoint[])
            [
                new(3, "Seen", Operand.None), new(3, "Held", new Operand(OperandKind.LocalMemory0, 2)),
            ],
            image.TracePoints.ToArray());
    }

    [TestMethod]
    public void A_traced_register_holds_its_value_until_the_trace_point()
    {
        MicrocodeImage image = AssemblySource.Image("""
            .reg frame other
            immed[frame, 1]
            immed[other, 2]
            .trace "Frame", frame
            alu[$0, --, B, other]
            """);
        Assert.AreNotEqual(Register(image, "other"), image.TracePoints.Single().Register);
    }

    [TestMethod]
    public void Names_end_with_their_scope() => CollectionAssert.AreEqual(
        (string[])["immed[a1, 0x1]", "immed[b2, 0x2]", "immed[a1, 0x3]"],
        AssemblySource.Disassembled("""
            .reg x
            .areg x 1
            immed[x, 1]
            .begin
                .reg x
                .breg x 2
                immed[x, 2]
            .end
            .local y
                .operand_synonym x z
                immed[z, 3]
                .use y
            .endlocal
            """));

    [TestMethod]
    public void A_name_is_unknown_outside_its_scope()
    {
        AssemblerResult result = AssemblySource.Assemble(".begin\n.reg x\nimmed[x, 1]\n.end\nimmed[x, 2]");
        Assert.AreEqual(
            (DiagnosticKind.UndefinedSymbol, 5), (result.Errors.Single().Kind, result.Errors.Single().Line));
    }

    [TestMethod]
    public void Local_memory_is_given_out_in_turn() => CollectionAssert.AreEqual(
        (string[])["immed[a0, 0x0]", "immed[a0, 0x40]", "immed[a0, 0x44]"],
        AssemblySource.Disassembled("""
            .alloc_mem first LMEM local 20
            .alloc_mem second LMEM local 4 64
            .alloc_mem third LMEM local 4
            immed[a0, first]
            immed[a0, second]
            immed[a0, (third)]
            """));

    [TestMethod]
    public void Names_of_chip_registers_are_known() => CollectionAssert.AreEqual(
        (string[])["immed[a0, 0x30]", "immed[a0, 0x8038, <<16]", "cap[fast_wr, 0x8f, 0x401c]"],
        AssemblySource.Disassembled("""
            immed[a0, RX_THREAD_FREELIST_0]
            immed[a0, ((INTERTHREAD_SIG << 17) & 0xffff0000)]
            cap[fast_wr, (15 | (1 << 7)), INTERTHREAD_SIG]
            """));

    private static Operand Register(MicrocodeImage image, string name)
    {
        string physical = image.Symbols.First(s => s.Name == name).Physical;
        Assert.IsTrue(OperandText.TryParse(physical, out Operand operand));
        return operand;
    }
}
