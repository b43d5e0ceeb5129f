using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Tests.Memory;

namespace IxpSvnic.Arm.Tests.Coprocessors;

/// <summary>The performance monitor read by a program about itself: a loop of 100 rounds of two instructions.</summary>
[TestClass]
public sealed class MonitorOfALoop
{
    private static readonly uint[] Program =
    [
        0xee08_1e11, // mcr p14, 0, r1, c8, c1, 0
        0xee00_2e11, // mcr p14, 0, r2, c0, c1, 0
        0xe3a0_3064, // mov r3, #100
        0xe253_3001, // subs r3, r3, #1
        0x1aff_fffd, // bne 3
        0xee10_4e12, // mrc p14, 0, r4, c0, c2, 0
        0xee11_5e12, // mrc p14, 0, r5, c1, c2, 0
        0xee12_6e12, // mrc p14, 0, r6, c2, c2, 0
        0xee13_7e12, // mrc p14, 0, r7, c3, c2, 0
        0xee11_8e11, // mrc p14, 0, r8, c1, c1, 0
        0xeaff_fffe, // b .
    ];

    [TestMethod]
    [DataRow(0x1800u)]
    [DataRow(0x1000u)]
    public void It_counts_instructions_branches_and_mispredictions(uint control)
    {
        XscaleParameters parameters = new();
        using MemoryBench bench = new();
        using XscaleCore core = new(bench.Memory, bench.Coprocessors, parameters.Pipeline);
        bench.Coprocessors.Counters = core;
        bench.Memory.Control |= control;
        for (int i = 0; i < Program.Length; i++)
        {
            bench.Bus.SetWord(0x1000 + (uint)(4 * i), Program[i]);
        }

        core.Reset(0x1000);
        core[1] = 0x0d06_0507;
        core[2] = 7;
        core.Run(5000);
        Assert.AreEqual(0x1028u, core.ProgramCounter);
        Assert.IsInRange(201u, 203u, core[4], "instructions");
        Assert.AreEqual(100u, core[5], "branches");
        Assert.AreEqual(99u, core[7], "changes of the program counter");
        bool predicts = (control & 0x800) != 0;
        Assert.IsInRange(predicts ? 1u : 99u, predicts ? 4u : 100u, core[6], "mispredictions");
        Assert.IsInRange(predicts ? 200u : 600u, predicts ? 400u : 900u, core[8], "cycles");
    }
}
