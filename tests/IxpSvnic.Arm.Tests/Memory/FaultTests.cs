using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>What the fault status and address registers say of every fault.</summary>
[TestClass]
public sealed class FaultTests
{
    private const uint Section = 0x0030_0000;
    private const uint Page = 0x0040_3000;

    [TestMethod]
    [DataRow(0x0050_0010u, 0x05u, DisplayName = "translation, section")]
    [DataRow(Page + 0x1004, 0x27u, DisplayName = "translation, page")]
    [DataRow(Section + 8, 0x19u, DisplayName = "domain, section")]
    [DataRow(Page + 8, 0x2bu, DisplayName = "domain, page")]
    public void A_missing_translation_and_a_closed_domain_are_reported(uint address, uint status)
    {
        using MemoryBench bench = Bench(permission: 3);
        bench.Memory.DomainAccess = 1;
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Load32(address, out _)));
        Assert.AreEqual((status, address), (bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
    }

    [TestMethod]
    [DataRow(Section + 12, 0x1du)]
    [DataRow(Page + 12, 0x2fu)]
    public void A_forbidden_store_is_reported(uint address, uint status)
    {
        using MemoryBench bench = Bench(permission: 2);
        bench.Memory.SetPrivilege(false);
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m => m.Load32(address, out _)));
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Store32(address, 1)));
        Assert.AreEqual((status, address), (bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Swap(address, 4, 1, out _)));
    }

    [TestMethod]
    [DataRow(Section + 2, 4)]
    [DataRow(Section + 1, 2)]
    [DataRow(0x0050_0001u, 4)]
    public void N10_unaligned_accesses_fault_before_anything_else_when_the_A_bit_says_so(uint address, int bytes)
    {
        using MemoryBench bench = Bench(permission: 3);
        bench.Memory.Control |= 2;
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => MemoryBench.TryLoad(m, address, bytes, out _)));
        Assert.AreEqual((1u, address), (bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => MemoryBench.TryStore(m, address, bytes, 1)));
        Assert.IsTrue(bench.Memory.ChecksAlignment);
    }

    [TestMethod]
    public void Without_the_A_bit_an_unaligned_load_is_rotated_and_a_store_aligned()
    {
        using MemoryBench bench = Bench(permission: 3);
        bench.Store(Section + 3, 0x4433_2211);
        Assert.AreEqual(0x4433_2211u, bench.Load(Section));
        Assert.AreEqual(0x1144_3322u, bench.Load(Section + 1));
        Assert.AreEqual(0x2211_4433u, bench.Load(Section + 2));
        Assert.AreEqual(0x1144_3322u, bench.Swap(Section + 1, 0));
    }

    [TestMethod]
    public void A_table_that_nobody_answers_for_is_an_external_abort_on_translation()
    {
        using MemoryBench bench = Bench(permission: 3);
        bench.Bus.SetWord(MemoryBench.Tables + 0x600 * 4, 0xd000_0001 | 3 << 5);
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Load32(0x6000_0004, out _)));
        Assert.AreEqual((0x3eu, 0x6000_0004u), (bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
        bench.Memory.TranslationTableBase = 0xd000_0000;
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Load32(0x7000_0008, out _)));
        Assert.AreEqual((0x0cu, 0x7000_0008u), (bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
    }

    [TestMethod]
    public void A_fetch_that_may_not_be_leaves_the_instruction_code_and_the_fault_address_alone()
    {
        using MemoryBench bench = Bench(permission: 1);
        bench.Memory.FaultAddressRegister = 0x1234_5678;
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.FetchSlow(0x0050_0000) >= 0));
        Assert.AreEqual((0x400u, 0x1234_5678u), (bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
        bench.Memory.SetPrivilege(false);
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.FetchSlow(Section) >= 0));
        bench.Memory.SetPrivilege(true);
        Assert.IsGreaterThanOrEqualTo(0, bench.Fetch(Section));
    }

    [TestMethod]
    public void The_cores_own_alignment_fault_is_recorded_the_same_way()
    {
        using MemoryBench bench = Bench(permission: 3);
        bench.Memory.RaiseAlignmentFault(Section + 2);
        Assert.AreEqual(AccessOutcome.Abort, bench.Memory.Outcome);
        Assert.AreEqual((1u, Section + 2), (bench.Memory.FaultStatusRegister, bench.Memory.FaultAddressRegister));
    }

    private static MemoryBench Bench(int permission)
    {
        MemoryBench bench = new();
        bench.MapSection(Section, 0x0010_0000, 3, permission, domain: 1);
        bench.MapPage(Page, 0x0011_0000, 3, permission, domain: 2);
        bench.TurnOn();
        return bench;
    }
}
