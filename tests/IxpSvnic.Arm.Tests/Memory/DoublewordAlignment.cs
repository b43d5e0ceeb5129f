using IxpSvnic.Arm.Core;

namespace IxpSvnic.Arm.Tests.Memory;

[TestClass]
public sealed class DoublewordAlignment
{
    [TestMethod]
    [DataRow(0xe1c0_20d0u, DisplayName = "ldrd r2, [r0]")]
    [DataRow(0xe1c0_20f0u, DisplayName = "strd r2, [r0]")]
    public void A_doubleword_off_its_boundary_faults_when_alignment_is_checked(uint instruction)
    {
        XscaleParameters parameters = new();
        using MemoryBench bench = new();
        using XscaleCore core = new(bench.Memory, bench.Coprocessors, parameters.Pipeline);
        bench.Bus.SetWord(0x100, instruction);
        core.Reset(0x100);
        core[0] = 0x204;
        core.Step();
        Assert.AreEqual(0x104u, core.ProgramCounter);
        bench.Memory.Control |= 2;
        core.ProgramCounter = 0x100;
        core.Step();
        Assert.AreEqual((0x10u, 1u, 0x204u), (core.ProgramCounter, bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
        core.ProgramCounter = 0x100;
        core[0] = 0x208;
        core.Step();
        Assert.AreEqual(0x104u, core.ProgramCounter);
    }
}
