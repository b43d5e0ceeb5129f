using IxpSvnic.Arm.Core;

namespace IxpSvnic.Arm.Tests.Core;

[TestClass]
public sealed class ModesAndBanks
{
    private static readonly ArmMode[] All =
        [ArmMode.User, ArmMode.Fiq, ArmMode.Irq, ArmMode.Supervisor, ArmMode.Abort, ArmMode.Undefined, ArmMode.System];

    [TestMethod]
    public void Every_mode_has_its_own_stack_pointer_link_and_status_and_FIQ_five_more()
    {
        using TestCore core = new();
        foreach (ArmMode mode in All)
        {
            core.Core.Cpsr = (uint)mode;
            core[13] = 0x1300 + (uint)mode;
            core[14] = 0x1400 + (uint)mode;
            core[8] = mode == ArmMode.Fiq ? 0xf8u : 8;
            core.Core.Spsr = 0xf000_0000 + (uint)mode;
        }

        foreach (ArmMode mode in All)
        {
            uint owner = mode == ArmMode.User ? (uint)ArmMode.System : (uint)mode;
            core.Core.Cpsr = (uint)mode;
            Assert.AreEqual(0x1300 + owner, core[13]);
            Assert.AreEqual(0x1400 + owner, core[14]);
            Assert.AreEqual(mode == ArmMode.Fiq ? 0xf8u : 8, core[8]);
            bool hasStatus = mode is not (ArmMode.User or ArmMode.System);
            Assert.AreEqual(hasStatus ? 0xf000_0000 + owner : (uint)mode, core.Core.Spsr);
            foreach (ArmMode other in All)
            {
                Assert.AreEqual(
                    0x1300 + (other == ArmMode.User ? (uint)ArmMode.System : (uint)other), core.Core.GetBanked(other, 13));
            }
        }
    }

    [TestMethod]
    public void A_mode_that_does_not_exist_is_not_entered()
    {
        // msr CPSR_c, r0
        using TestCore core = new(0xe121f000);
        core[0] = 0x15;
        core.Step();
        Assert.AreEqual(ArmMode.Supervisor, core.Core.Mode);
    }

    [TestMethod]
    public void User_mode_can_write_the_flags_only_and_nobody_the_T_bit()
    {
        // msr CPSR_fc, r0 twice
        using TestCore core = new(0xe129f000, 0xe129f000);
        core[0] = 0xf000_00f3;
        core.Core.Cpsr = 0x10;
        core.Step();
        Assert.AreEqual(0xf000_0010, core.Core.Cpsr);
        core.Core.Cpsr = 0x1f;
        core.Step();
        Assert.AreEqual(0xf000_00d3, core.Core.Cpsr);
    }

    [TestMethod]
    public void LDM_and_STM_with_a_caret_use_the_user_registers()
    {
        // stmia r0, {r8, sp, lr}^; ldmia r1, {r8, sp, lr}^
        using TestCore core = new(0xe8c06100, 0xe8d16100);
        core[0] = 0x2000;
        core[1] = 0x2100;
        core.Core.Cpsr = 0xd1;
        core[8] = 1;
        core[13] = 2;
        core[14] = 3;
        core.Core.SetBanked(ArmMode.User, 8, 11);
        core.Core.SetBanked(ArmMode.User, 13, 12);
        core.Core.SetBanked(ArmMode.User, 14, 13);
        core.Memory.SetWord(0x2100, 21);
        core.Memory.SetWord(0x2104, 22);
        core.Memory.SetWord(0x2108, 23);
        core.Step(2);
        Assert.AreEqual(11u, core.Memory.Word(0x2000));
        Assert.AreEqual(12u, core.Memory.Word(0x2004));
        Assert.AreEqual(13u, core.Memory.Word(0x2008));
        Assert.AreEqual((1u, 2u, 3u), (core[8], core[13], core[14]));
        Assert.AreEqual(21u, core.Core.GetBanked(ArmMode.User, 8));
        Assert.AreEqual(22u, core.Core.GetBanked(ArmMode.User, 13));
        Assert.AreEqual(23u, core.Core.GetBanked(ArmMode.User, 14));
    }

    [TestMethod]
    public void LDM_with_a_caret_and_pc_leaves_the_exception_even_into_Thumb()
    {
        // ldmia sp!, {r0, pc}^
        using TestCore core = new(0xe8fd8001);
        core[13] = 0x2000;
        core.Core.Spsr = 0x8000_0030;
        core.Memory.SetWord(0x2000, 7);
        core.Memory.SetWord(0x2004, 0x3002);
        core.Step();
        Assert.AreEqual(0x3002u, core.Core.ProgramCounter);
        Assert.AreEqual(0x8000_0030, core.Core.Cpsr);
        Assert.AreEqual(7u, core[0]);
        Assert.AreEqual(0x2008u, core.Core.GetBanked(ArmMode.Supervisor, 13));
    }

    [TestMethod]
    public void MOVS_pc_leaves_the_exception()
    {
        using TestCore core = new(0xe1b0f00e);
        core[14] = 0x3004;
        core.Core.Spsr = 0x4000_0010;
        core.Step();
        Assert.AreEqual(0x3004u, core.Core.ProgramCounter);
        Assert.AreEqual(0x4000_0010u, core.Core.Cpsr);
    }

    [TestMethod]
    public void LDRT_reads_with_the_rights_of_user_mode()
    {
        // ldr r2,[r1]; ldrt r2,[r1]
        using TestCore core = new(0xe5912000, 0xe4b12000);
        core.Memory.PrivilegedPage = 0x2000;
        core[1] = 0x2000;
        core.Step();
        Assert.AreEqual(TestCore.Start + 4, core.Core.ProgramCounter);
        core.Step();
        Assert.AreEqual(0x10u, core.Core.ProgramCounter);
    }

    [TestMethod]
    public void The_accumulator_is_UNDEFINED_unless_the_coprocessor_access_register_allows_it()
    {
        // mar acc0, r0, r1
        using TestCore core = new(0xec410000);
        core.Coprocessors.AllowsAccumulator = false;
        core.Step();
        Assert.AreEqual(1, core.Core.ExceptionCount(ArmException.Undefined));
    }

    [TestMethod]
    public void Big_endian_Thumb_takes_the_upper_halfword_first()
    {
        using TestCore core = new();
        core.Memory.SetBigEndian();
        core.Thumb(0x2001, 0x3002);
        Assert.AreEqual(0x20013002u, core.Memory.Word(TestCore.Start));
        core.Step(2);
        Assert.AreEqual(3u, core[0]);
    }

    [TestMethod]
    public void Big_endian_bytes_and_halfwords_count_from_the_other_end()
    {
        // ldrb r2,[r1]; ldrh r3,[r1]; strb r0,[r1,#3]
        using TestCore core = new(0xe5d12000, 0xe1d130b0, 0xe5c10003);
        core.Memory.SetBigEndian();
        core.Memory.SetWord(0x2000, 0x11223344);
        core.Memory.FillFilters(0x2000, 0x2020);
        core[0] = 0xff;
        core[1] = 0x2000;
        core.Step(3);
        Assert.AreEqual(0x11u, core[2]);
        Assert.AreEqual(0x1122u, core[3]);
        Assert.AreEqual(0x112233ffu, core.Memory.Word(0x2000));
    }

    [TestMethod]
    public void With_alignment_checks_an_unaligned_LDM_aborts()
    {
        using TestCore core = new(0xe891000c);
        core.Memory.SetAlignmentChecks();
        core[1] = 0x2002;
        core.Step();
        Assert.AreEqual(1, core.Core.ExceptionCount(ArmException.DataAbort));
    }
}
