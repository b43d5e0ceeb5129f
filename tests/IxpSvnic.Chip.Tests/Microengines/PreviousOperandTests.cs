using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>What an instruction may use of the one before it (MEv2 reference 3.1).</summary>
[TestClass]
public sealed class PreviousOperandTests
{
    [TestMethod]
    [DataRow("+8")]
    [DataRow("+16")]
    [DataRow("+")]
    public void Byte_align_takes_the_whole_operand_of_the_instruction_before_it(string operation)
    {
        EngineBench bench = EngineBench.Running(
            $"""
            immed[b1, 0x5678]
            immed_w1[b1, 0x1234]
            alu[--, a0, {operation}, b1]
            byte_align_be[b2, b0]
            ctx_arb[kill]
            """).RunCycles(50);
        uint aligned = bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprB, 2), 0);
        Assert.AreEqual(0x1234_5678u, aligned);
    }
}
