namespace IxpSvnic.Arm.Tests.Core;

[TestClass]
public sealed class ItRuns
{
    [TestMethod]
    public void A_loop_counts_down_and_the_result_is_the_sum()
    {
        // mov r0,#0; mov r1,#100; add r0,r0,r1; subs r1,r1,#1; bne -3; swi 0
        using TestCore core = new(0xe3a00000, 0xe3a01064, 0xe0800001, 0xe2511001, 0x1afffffc, 0xef000000);
        core.Memory.SetWord(8, 0xeafffffe);
        core.Run(10_000);
        Assert.AreEqual(5050u, core[0]);
        Assert.AreEqual(1, core.Core.ExceptionCount(Arm.Core.ArmException.SoftwareInterrupt));
    }
}
