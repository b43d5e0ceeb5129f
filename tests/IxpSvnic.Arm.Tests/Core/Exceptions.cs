using IxpSvnic.Arm.Core;

namespace IxpSvnic.Arm.Tests.Core;

[TestClass]
public sealed class Exceptions
{
    private const uint Undefined = 0xe7f000f0;
    private const uint Nop = 0xe1a00000;
    private const uint Bad = 0x8000;

    [TestMethod]
    [DataRow(0xef000000u, ArmException.SoftwareInterrupt, 0x08u, ArmMode.Supervisor, 4u)]
    [DataRow(Undefined, ArmException.Undefined, 0x04u, ArmMode.Undefined, 4u)]
    [DataRow(0xe1200070u, ArmException.PrefetchAbort, 0x0cu, ArmMode.Abort, 4u)]
    [DataRow(0xe5910000u, ArmException.DataAbort, 0x10u, ArmMode.Abort, 8u)]
    [DataRow(0xee010f12u, ArmException.Undefined, 0x04u, ArmMode.Undefined, 4u)]
    [DataRow(0xee000000u, ArmException.Undefined, 0x04u, ArmMode.Undefined, 4u)]
    [DataRow(0xed900100u, ArmException.Undefined, 0x04u, ArmMode.Undefined, 4u)]
    public void An_instruction_that_traps_enters_its_vector_in_its_mode(
        uint word, ArmException kind, uint vector, ArmMode mode, uint link)
    {
        using TestCore core = new(word);
        core.Memory.BadPage = Bad;
        core[1] = Bad + 4;
        core.Core.Cpsr = 0x6000_0010;
        core.Step();
        Assert.AreEqual(vector, core.Core.ProgramCounter);
        Assert.AreEqual(mode, core.Core.Mode);
        Assert.AreEqual(TestCore.Start + link, core[14]);
        Assert.AreEqual(0x6000_0010u, core.Core.Spsr);
        Assert.AreEqual(0x6000_0080u | (uint)mode, core.Core.Cpsr);
        Assert.AreEqual(1, core.Core.ExceptionCount(kind));
    }

    [TestMethod]
    [DataRow(0xdf12u, 0x08u, 2u)]
    [DataRow(0xde00u, 0x04u, 2u)]
    [DataRow(0xbe00u, 0x0cu, 4u)]
    [DataRow(0x6808u, 0x10u, 8u)]
    public void From_Thumb_the_link_is_what_the_same_return_instruction_needs(uint halfword, uint vector, uint link)
    {
        using TestCore core = new();
        core.Thumb(halfword);
        core.Memory.BadPage = Bad;
        core[1] = Bad;
        core.Step();
        Assert.AreEqual(vector, core.Core.ProgramCounter);
        Assert.IsFalse(core.Core.IsThumb);
        Assert.AreEqual(TestCore.Start + link, core[14]);
        Assert.AreEqual(0x20u, core.Core.Spsr & 0x20);
    }

    [TestMethod]
    public void High_vectors_are_at_the_base_that_memory_says()
    {
        using TestCore core = new(0xef000000);
        core.Memory.SetHighVectors(0x4000);
        core.Step();
        Assert.AreEqual(0x4008u, core.Core.ProgramCounter);
    }

    [TestMethod]
    public void A_fetch_that_aborts_has_a_link_of_4()
    {
        using TestCore core = new();
        core.Memory.BadPage = TestCore.Start;
        core.Step();
        Assert.AreEqual(0x0cu, core.Core.ProgramCounter);
        Assert.AreEqual(TestCore.Start + 4, core[14]);
        Assert.AreEqual(1, core.Core.ExceptionCount(ArmException.PrefetchAbort));
        Assert.AreEqual(0, core.Core.InstructionsRetired);
    }

    [TestMethod]
    public void An_interrupt_is_taken_between_two_instructions_and_returns_with_SUBS_pc_lr_4()
    {
        using TestCore core = new(Nop, Nop);
        core.Memory.SetWord(0x18, 0xe25ef004);
        core.Core.Cpsr = 0x2000_0010;
        core.Step();
        core.Core.IrqLine = true;
        core.Run(1);
        Assert.AreEqual(0x18u, core.Core.ProgramCounter);
        Assert.AreEqual(TestCore.Start + 8, core[14]);
        Assert.AreEqual(0x2000_0092u, core.Core.Cpsr);
        core.Core.IrqLine = false;
        core.Step();
        Assert.AreEqual(TestCore.Start + 4, core.Core.ProgramCounter);
        Assert.AreEqual(0x2000_0010u, core.Core.Cpsr);
    }

    [TestMethod]
    public void A_fast_interrupt_comes_first_masks_both_and_has_its_own_registers()
    {
        using TestCore core = new(Nop);
        core.Core.Cpsr = 0x1f;
        for (int r = 8; r < 15; r++)
        {
            core[r] = 100 + (uint)r;
        }

        core.Core.IrqLine = true;
        core.Core.FiqLine = true;
        core.Core.SetBanked(ArmMode.Fiq, 8, 8000);
        core.Run(1);
        Assert.AreEqual(0x1cu, core.Core.ProgramCounter);
        Assert.AreEqual(0xd1u, core.Core.Cpsr);
        Assert.AreEqual(8000u, core[8]);
        Assert.AreEqual(TestCore.Start + 4, core[14]);
        for (int r = 8; r < 15; r++)
        {
            Assert.AreEqual(100 + (uint)r, core.Core.GetBanked(ArmMode.User, r));
        }
    }

    [TestMethod]
    public void A_masked_interrupt_waits_for_the_MSR_that_unmasks_it()
    {
        // msr CPSR_c, #0x13; nop
        using TestCore core = new(0xe321f013, Nop);
        core.Core.IrqLine = true;
        core.Step();
        Assert.AreEqual(TestCore.Start + 4, core.Core.ProgramCounter);
        core.Run(1);
        Assert.AreEqual(0x18u, core.Core.ProgramCounter);
        Assert.AreEqual(TestCore.Start + 8, core[14]);
    }

    [TestMethod]
    public void An_imprecise_abort_returns_to_the_next_instruction_with_an_offset_of_4()
    {
        using TestCore core = new(Nop, Nop);
        core.Step();
        core.Memory.SetImpreciseAbort();
        core.Run(1);
        Assert.AreEqual(0x10u, core.Core.ProgramCounter);
        Assert.AreEqual(TestCore.Start + 8, core[14]);
        Assert.AreEqual(ArmMode.Abort, core.Core.Mode);
    }

    [TestMethod]
    [DataRow(0xe4910004u, "ldr r0,[r1],#4")]
    [DataRow(0xe5b10004u, "ldr r0,[r1,#4]!")]
    [DataRow(0xe4810004u, "str r0,[r1],#4")]
    [DataRow(0xe0d100b2u, "ldrh r0,[r1],#2")]
    [DataRow(0xe8b1000du, "ldmia r1!,{r0,r2,r3}")]
    [DataRow(0xe8b10006u, "ldmia r1!,{r1,r2}")]
    [DataRow(0xe8a1000du, "stmia r1!,{r0,r2,r3}")]
    [DataRow(0xe0c100d8u, "ldrd r0,[r1],#8")]
    [DataRow(0xe0c120f8u, "strd r2,[r1],#8")]
    [DataRow(0xe1010092u, "swp r0,r2,[r1]")]
    [DataRow(0xe6910102u, "ldr r0,[r1],r2,lsl #2")]
    public void A_data_abort_restores_every_register(uint word, string text)
    {
        using TestCore core = new(word);
        core.Memory.BadPage = Bad;
        for (int r = 0; r < 13; r++)
        {
            core[r] = 1000 + (uint)r;
        }

        // Multiple transfers meet the bad page at their second word.
        core[1] = text.StartsWith("ldm", StringComparison.Ordinal) || text.StartsWith("stm", StringComparison.Ordinal) ? Bad - 4 : Bad;
        uint basis = core[1];
        core.Step();
        Assert.AreEqual(0x10u, core.Core.ProgramCounter, text);
        for (int r = 0; r < 13; r++)
        {
            Assert.AreEqual(r == 1 ? basis : 1000 + (uint)r, core[r], $"{text} r{r}");
        }
    }

    [TestMethod]
    public void An_abort_at_the_abort_vector_for_ever_is_noticed()
    {
        using TestCore core = new();
        core.Memory.SetHighVectors(Bad);
        core.Memory.BadPage = Bad;
        core.Core.ProgramCounter = Bad;
        core.Run(100);
        Assert.IsFalse(core.Core.IsStuck);
        core.Run(10_000);
        Assert.IsTrue(core.Core.IsStuck);
        Assert.Contains("00008000", core.Core.StuckReason);
    }

    [TestMethod]
    public void A_program_that_takes_traps_and_returns_is_not_stuck()
    {
        // swi 0; b .-4 with movs pc, lr at the vector.
        using TestCore core = new(0xef000000, 0xeafffffd);
        core.Memory.SetWord(8, 0xe1b0f00e);
        core.Run(100_000);
        Assert.IsGreaterThan(1000, core.Core.ExceptionCount(ArmException.SoftwareInterrupt));
        Assert.IsFalse(core.Core.IsStuck);
    }
}
