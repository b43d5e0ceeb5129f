using IxpSvnic.Microcode.Assembler;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>Fragments in the style of a receive program: symbols, orders, signals, macros, all at once.</summary>
[TestClass]
public sealed class ReceiveProgramTests
{
    private const string Library = """
        #macro reverse_bytes(out, in)
        .begin
        .reg temp
            alu_shf[temp, --, B, in, <<24]
        loop#:
            alu_shf[temp, temp, OR, in, >>24]
            br!=byte[temp, 0, 0, loop#]
            alu[out, --, B, temp]
        .end
        #endm
        """;

    private const string Program = """
        #include <bytes.uc>
        #define RING 4        // scratch ring 1
        #define RFD ((&$rsw0) | (&mpacket << 12))
        .sig volatile mpacket
        .sig copy
        .reg $rsw0 $rsw1
        .xfer_order $rsw0 $rsw1
        .reg write $out
        .reg freelist temp zero addr
        .set $rsw0, $rsw1

        immed[zero, 0]
        immed[freelist, RFD]
        immed[addr, 0x100]
        receive#:
        msf[fast_wr, --, freelist, zero]
        ctx_arb[mpacket]
        .set_sig mpacket
        .if ($rsw0 & 0x1f)
            reverse_bytes(temp, $rsw1)
        .else
            alu[temp, --, B, $rsw0]
        .endif
        alu[$out, --, B, temp]
        dram[rbuf_rd, --, addr, zero, max_8], indirect_ref, sig_done[copy]
        .trace "Copied", temp
        ctx_arb[copy]
        scratch[put, $out, zero, RING, 1], ctx_swap[copy]
        br[receive#]
        """;

    [TestMethod]
    public void A_program_with_everything_assembles()
    {
        AssemblerResult result = AssemblySource.Assemble(Program, ("lib/bytes.uc", Library));
        Assert.AreEqual("", string.Join('\n', result.Diagnostics));
        MicrocodeImage image = result.Image!;
        string[] text = AssemblySource.Disassembled(image);
        Assert.AreEqual(18, text.Length);
        Assert.AreEqual("ctx_arb[sig1]", text[4]);
        Assert.AreEqual("alu[--, $0, AND, 0x1f]", text[5]);
        Assert.AreEqual("br[.13]", text[11]);
        Assert.AreEqual("ctx_arb[sig2, sig3]", text[15]);
        StringAssert.EndsWith(text[16], ", 0x4, 1], ctx_swap[sig2]");
        Assert.AreEqual("br[.3]", text[17]);
        Assert.AreEqual(3, image.Labels["receive"]);
        Assert.AreEqual(new SourceLocation("lib/bytes.uc", 6), image.SourceOf(8));
        TracePoint trace = image.TracePoints.Single();
        Assert.AreEqual((15, "Copied"), (trace.Address, trace.Name));
        Assert.AreEqual(image.Symbols.Last(s => s.Name == "temp").Physical, trace.Register.ToString());
    }

    [TestMethod]
    public void The_number_of_a_signal_and_of_a_register_make_a_constant()
    {
        string[] text = AssemblySource.Disassembled(AssemblySource.Image(Program, ("lib/bytes.uc", Library)));
        StringAssert.EndsWith(text[1], ", 0x1000]");
    }
}
