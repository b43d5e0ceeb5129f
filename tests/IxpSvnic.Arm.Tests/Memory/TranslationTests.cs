using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>Every kind of descriptor maps what it should, with the rights it gives.</summary>
[TestClass]
public sealed class TranslationTests
{
    private const uint Address = 0x0030_0000;
    private const uint Uncached = 1 << 2;

    [TestMethod]
    public void Without_the_MMU_addresses_are_physical()
    {
        using MemoryBench bench = new();
        bench.Bus.SetWord(0x1234, 0xcafe_f00d);
        Assert.AreEqual(0xcafe_f00d, bench.Load(0x1234));
        Assert.HasCount(1, bench.Bus.Requests);
    }

    [TestMethod]
    public void N18_a_section_maps_a_megabyte()
    {
        using MemoryBench bench = new();
        bench.MapSection(Address, 0x0010_0000, 1);
        bench.TurnOn();
        bench.Bus.SetWord(0x001f_fffc, 7);
        Assert.AreEqual(7u, bench.Load(Address + 0xf_fffc));
    }

    [TestMethod]
    public void A_large_page_of_a_coarse_table_maps_64_KB_with_rights_by_quarter()
    {
        using MemoryBench bench = new();
        bench.Bus.SetWord(MemoryBench.Tables + (Address >> 20) * 4, MemoryBench.CoarseTable | 1);
        for (uint copy = 0; copy < 16; copy++)
        {
            bench.Bus.SetWord(MemoryBench.CoarseTable + copy * 4, 0x0002_0000 | 0b11_10_01_11 << 4 | Uncached | 1);
        }

        bench.TurnOn();
        bench.Bus.SetWord(0x0002_fff0, 9);
        Assert.AreEqual(9u, bench.Load(Address + 0xfff0));
        bench.Memory.SetPrivilege(false);
        CollectionAssert.AreEqual(
            new[] { "rw", "--", "r-", "rw" },
            Enumerable.Range(0, 4).Select(quarter => Rights(bench, Address + (uint)quarter * 0x4000)).ToArray());
    }

    [TestMethod]
    public void A_small_page_maps_4_KB_with_rights_by_kilobyte()
    {
        using MemoryBench bench = new();
        bench.Bus.SetWord(MemoryBench.Tables + (Address >> 20) * 4, MemoryBench.CoarseTable | 1);
        bench.Bus.SetWord(MemoryBench.CoarseTable + 4, 0x0002_0000 | 0b01_10_11_00 << 4 | Uncached | 2);
        bench.TurnOn();
        bench.Bus.SetWord(0x0002_0404, 11);
        Assert.AreEqual(11u, bench.Load(Address + 0x1404));
        bench.Memory.SetPrivilege(false);
        CollectionAssert.AreEqual(
            new[] { "--", "rw", "r-", "--" },
            Enumerable.Range(0, 4).Select(quarter => Rights(bench, Address + 0x1000 + (uint)quarter * 0x400)).ToArray());
    }

    [TestMethod]
    public void N18_an_extended_small_page_of_a_coarse_table_has_one_right_and_an_X_bit()
    {
        using MemoryBench bench = new();
        bench.MapPage(Address + 0x2000, 0x0003_0000, 5, permission: 2);
        bench.TurnOn();
        bench.Bus.SetWord(0x0003_0ffc, 13);
        Assert.AreEqual(13u, bench.Load(Address + 0x2ffc));
        bench.Store(Address + 0x2000, 1);
        bench.Store(Address + 0x2004, 2);
        bench.Drain();
        Assert.AreEqual(2, bench.Bus.Requests.Count(r => r.Operation == IxpSvnic.Arm.Bus.BusOperation.Write), "X: no coalescing");
        bench.Memory.SetPrivilege(false);
        Assert.AreEqual("r-", Rights(bench, Address + 0x2400));
    }

    [TestMethod]
    public void A_tiny_page_of_a_fine_table_maps_1_KB()
    {
        using MemoryBench bench = new();
        bench.Bus.SetWord(MemoryBench.Tables + (Address >> 20) * 4, MemoryBench.FineTable | 3);
        bench.Bus.SetWord(MemoryBench.FineTable + 5 * 4, 0x0002_0400 | 3 << 4 | Uncached | 3);
        bench.TurnOn();
        bench.Bus.SetWord(0x0002_0408, 17);
        Assert.AreEqual(17u, bench.Load(Address + 0x1408));
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Load32(Address + 0x1800, out _)));
    }

    [TestMethod]
    public void Small_and_large_pages_stand_in_fine_tables_too()
    {
        using MemoryBench bench = new();
        bench.Bus.SetWord(MemoryBench.Tables + (Address >> 20) * 4, MemoryBench.FineTable | 3);
        bench.Bus.SetWord(MemoryBench.FineTable + 7 * 4, 0x0002_1000 | 0xff << 4 | Uncached | 2);
        bench.Bus.SetWord(MemoryBench.FineTable + 70 * 4, 0x0004_0000 | 0xff << 4 | Uncached | 1);
        bench.TurnOn();
        bench.Bus.SetWord(0x0002_1c00, 19);
        bench.Bus.SetWord(0x0004_1800, 23);
        Assert.AreEqual(19u, bench.Load(Address + 0x1c00));
        Assert.AreEqual(23u, bench.Load(Address + 0x1_1800));
    }

    [TestMethod]
    [DataRow(0, false, false, "--", "--")]
    [DataRow(0, true, false, "r-", "--")]
    [DataRow(0, false, true, "r-", "r-")]
    [DataRow(0, true, true, "--", "--")]
    [DataRow(1, false, false, "rw", "--")]
    [DataRow(2, true, true, "rw", "r-")]
    [DataRow(3, false, false, "rw", "rw")]
    public void N9_rights_follow_AP_with_the_S_and_R_bits(int permission, bool system, bool rom, string privileged, string user)
    {
        using MemoryBench bench = new();
        bench.MapSection(Address, 0x0010_0000, 1, permission);
        bench.TurnOn(0x1005u | (system ? 0x100u : 0) | (rom ? 0x200u : 0));
        Assert.AreEqual(privileged, Rights(bench, Address));
        bench.Memory.SetPrivilege(false);
        Assert.AreEqual(user, Rights(bench, Address));
    }

    [TestMethod]
    public void N18_a_manager_of_a_domain_is_not_asked_for_rights()
    {
        using MemoryBench bench = new();
        bench.MapSection(Address, 0x0010_0000, 1, permission: 0, domain: 5);
        bench.TurnOn();
        bench.Memory.SetPrivilege(false);
        Assert.AreEqual("--", Rights(bench, Address));
        bench.Memory.DomainAccess = 3 << 10;
        Assert.AreEqual("rw", Rights(bench, Address));
    }

    [TestMethod]
    public void N17_LDRT_and_STRT_have_the_rights_of_a_user_in_any_mode()
    {
        using MemoryBench bench = new();
        bench.MapSection(Address, 0x0010_0000, 3, permission: 2);
        bench.TurnOn();
        bench.Store(Address, 1);
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m => m.LoadSlow(Address, 4, true, out _)));
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.StoreSlow(Address, 4, true, 2)));
        Assert.AreEqual(0xdu, bench.Memory.FaultStatusRegister);
        Assert.AreEqual(1u, bench.Load(Address));
    }

    [TestMethod]
    public void A_users_rights_hold_for_lines_that_privileged_code_has_just_used()
    {
        using MemoryBench bench = new();
        bench.MapSection(Address, 0x0010_0000, 3, permission: 1);
        bench.TurnOn();
        bench.Store(Address, 5);
        bench.Store(Address, 6);
        Assert.AreEqual(6u, bench.Load(Address));
        bench.Memory.SetPrivilege(false);
        Assert.AreEqual("--", Rights(bench, Address));
        bench.Memory.SetPrivilege(true);
        Assert.AreEqual("rw", Rights(bench, Address));
    }

    [TestMethod]
    public void The_process_id_moves_addresses_below_32_MB()
    {
        using MemoryBench bench = new();
        bench.MapSection(0x0600_0000, 0x0010_0000, 3);
        bench.MapSection(0x0400_0000, 0x0000_0000, 3);
        bench.TurnOn();
        bench.Cp15(13, 0, 0, 0x0600_0000);
        bench.Bus.SetWord(0x0010_0040, 0x66);
        bench.Bus.SetWord(0x0000_0040, 0x44);
        Assert.AreEqual(0x66u, bench.Load(0x40));
        bench.Cp15(13, 0, 0, 0x0400_0000);
        Assert.AreEqual(0x44u, bench.Load(0x40));
        Assert.AreEqual(0x66u, bench.Load(0x0600_0040), "addresses above stay as they are");
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Load32(0x0010_0000, out _)));
        Assert.AreEqual(0x0410_0000u, bench.Memory.FaultAddressRegister);
    }

    private static string Rights(MemoryBench bench, uint address)
    {
        bool read = bench.Execute(m => m.Load32(address, out _)) == AccessOutcome.Done;
        bool write = bench.Execute(m => m.Store32(address, 0x5a)) == AccessOutcome.Done;
        return (read ? "r" : "-") + (write ? "w" : "-");
    }
}
