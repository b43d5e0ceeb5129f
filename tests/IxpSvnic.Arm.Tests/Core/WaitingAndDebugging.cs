using IxpSvnic.Arm.Core;

namespace IxpSvnic.Arm.Tests.Core;

[TestClass]
public sealed class WaitingAndDebugging
{
    private const uint Slow = 0x8000;
    private const uint Nop = 0xe1a00000;

    [TestMethod]
    public void A_load_that_waits_is_undone_and_executed_again()
    {
        // ldr r0,[r1],#4; add r0,r0,#1
        using TestCore core = new(0xe4910004, 0xe2800001);
        core.Memory.SlowPage = Slow;
        core.Memory.SetWord(Slow, 41);
        core[1] = Slow;
        Assert.AreEqual(RunExit.Wait, core.Run(1000));
        Assert.AreEqual(TestCore.Start, core.Core.ProgramCounter);
        Assert.AreEqual((0u, Slow), (core[0], core[1]));
        Assert.AreEqual(RunExit.Wait, core.Run(1000));
        core.Memory.Answer();
        core.Step(2);
        Assert.AreEqual((42u, Slow + 4), (core[0], core[1]));
        Assert.AreEqual(1, core.Memory.Ended, "the kept answer was not released");
        Assert.AreEqual(1, core.Memory.Answered);
    }

    [TestMethod]
    public void An_interrupt_comes_after_the_instruction_that_waited()
    {
        using TestCore core = new(0xe5910000, Nop);
        core.Memory.SlowPage = Slow;
        core[1] = Slow;
        core.Core.Cpsr = 0x13;
        core.Run(1000);
        core.Core.IrqLine = true;
        core.Memory.Answer();
        core.Run(1);
        core.Run(1);
        Assert.AreEqual(1, core.Memory.Answered);
        Assert.AreEqual(TestCore.Start + 8, core[14]);
    }

    [TestMethod]
    public void A_fetch_that_waits_is_asked_for_again()
    {
        using TestCore core = new();
        core.Memory.SetWord(Slow, 0xe3a00007);
        core.Memory.SlowPage = Slow;
        core.Core.ProgramCounter = Slow;
        Assert.AreEqual(RunExit.Wait, core.Run(1000));
        core.Memory.Answer();
        core.Step();
        Assert.AreEqual(7u, core[0]);
    }

    [TestMethod]
    public void A_watchpoint_stops_before_the_access()
    {
        // strb r0,[r1,#1]!
        using TestCore core = new(0xe5e10001);
        core.Memory.WatchedPage = 0x9000;
        core[0] = 5;
        core[1] = 0x9000;
        Assert.AreEqual(RunExit.Watchpoint, core.Run(1000));
        Assert.AreEqual(TestCore.Start, core.Core.ProgramCounter);
        Assert.AreEqual(0x9000u, core[1]);
        core.Memory.WatchedPage = 0;
        core.Step();
        Assert.AreEqual(0x500u, core.Memory.Word(0x9000));
    }

    [TestMethod]
    public void A_breakpoint_stops_before_its_instruction_and_lets_it_pass_when_run_again()
    {
        // add r0,r0,#1; b .-4
        using TestCore core = new(0xe2800001, 0xeafffffd);
        Assert.IsTrue(core.Core.AddBreakpoint(TestCore.Start));
        for (uint i = 0; i < 3; i++)
        {
            Assert.AreEqual(RunExit.Breakpoint, core.Run(10_000));
            Assert.AreEqual(TestCore.Start, core.Core.ProgramCounter);
            Assert.AreEqual(i, core[0]);
        }

        Assert.IsTrue(core.Core.RemoveBreakpoint(TestCore.Start));
        Assert.AreEqual(RunExit.Limit, core.Run(10_000));
    }

    [TestMethod]
    public void A_breakpoint_in_another_line_is_found_at_full_speed()
    {
        // mov r0,#0; at +0x100: add r0,r0,#1; cmp r0,#200; bne .-8; mov r1,#1
        using TestCore core = new(0xe3a00000, 0xea00003d);
        uint far = TestCore.Start + 0x100;
        core.Memory.SetWord(far, 0xe2800001);
        core.Memory.SetWord(far + 4, 0xe35000c8);
        core.Memory.SetWord(far + 8, 0x1afffffc);
        core.Memory.SetWord(far + 12, 0xe3a01001);
        core.Core.AddBreakpoint(far + 12);
        Assert.AreEqual(RunExit.Breakpoint, core.Run(100_000));
        Assert.AreEqual(far + 12, core.Core.ProgramCounter);
        Assert.AreEqual(200u, core[0]);
    }

    [TestMethod]
    [DataRow(0xef123456u, false)]
    [DataRow(0xdfabu, true)]
    [DataRow(0xbeabu, true)]
    public void A_semihosting_call_stops_the_run_at_the_call_when_it_is_on(uint word, bool isThumb)
    {
        using TestCore core = new(word);
        if (isThumb)
        {
            core.Thumb(word);
        }

        core.Core.SemihostingEnabled = true;
        Assert.AreEqual(RunExit.Semihosting, core.Run(100));
        Assert.AreEqual(TestCore.Start, core.Core.ProgramCounter);
        core.Core.SkipSemihostingCall();
        Assert.AreEqual(TestCore.Start + (isThumb ? 2u : 4u), core.Core.ProgramCounter);
        core.Core.SemihostingEnabled = false;
        core.Core.ProgramCounter = TestCore.Start;
        core.Step();
        Assert.IsLessThan(0x20u, core.Core.ProgramCounter);
    }

    [TestMethod]
    public void A_debuggers_write_into_the_running_line_is_executed()
    {
        using TestCore core = new(Nop, 0xe3a00001);
        core.Step();
        core.Memory.DebugWrite(TestCore.Start + 4, 2);
        core.Step();
        Assert.AreEqual(2u, core[0]);
    }

    [TestMethod]
    public void Idle_sleeps_until_a_line_rises_and_takes_the_interrupt_only_if_it_is_not_masked()
    {
        // mcr p14,0,r0,c7,c0,0; mov r1,#1
        using TestCore core = new(0xee070e10, 0xe3a01001);
        core[0] = 1;
        Assert.AreEqual(RunExit.Idle, core.Run(1000));
        long asleep = core.Core.Cycle;
        Assert.AreEqual(RunExit.Idle, core.Run(1000));
        Assert.AreEqual(asleep, core.Core.Cycle);
        core.Core.AdvanceTo(asleep + 500);
        core.Core.IrqLine = true;
        core.Step();
        Assert.AreEqual(1u, core[1]);
        Assert.IsGreaterThan(asleep + 500, core.Core.Cycle);
    }

    [TestMethod]
    public void The_trail_ends_with_the_instruction_that_failed()
    {
        // mov r0,#2; subs r0,r0,#1; bne .-4; udf
        using TestCore core = new(0xe3a00002, 0xe2500001, 0x1afffffd, 0xe7f000f0);
        core.Step(6);
        uint[] wanted = [0x1000, 0x1004, 0x1008, 0x1004, 0x1008, 0x100c];
        CollectionAssert.AreEqual(wanted, core.Core.LastInstructions.TakeLast(6).ToArray());
    }

    [TestMethod]
    public void The_trail_knows_the_instruction_set_of_each_stretch()
    {
        // blx .+16 (Thumb at 0x1010): movs r0,#1; bx lr
        using TestCore core = new(0xfa000002, 0xe1a00000);
        core.Memory.SetHalf(0x1010, 0x2001);
        core.Memory.SetHalf(0x1012, 0x4770);
        core.Step(4);
        uint[] wanted = [0x1000, 0x1010, 0x1012, 0x1004];
        CollectionAssert.AreEqual(wanted, core.Core.LastInstructions.TakeLast(4).ToArray());
    }
}
