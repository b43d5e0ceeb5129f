using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.Tests.PciUnit;

/// <summary>Mailboxes, doorbells, interrupts and headers, from both sides (IXP2800 HRM p325-340).</summary>
[TestClass]
public sealed class Registers
{
    private const uint CsrBar = 0x800f_e000;

    [TestMethod]
    public void EveryBitOfEveryRegisterIsDeclared()
    {
        PciBench bench = new();
        foreach (Register register in bench.Unit.Csrs.Registers.All.Concat(bench.Unit.Header.Registers.All))
        {
            Assert.AreEqual(uint.MaxValue, register.Fields.Aggregate(0u, (m, f) => m | f.Mask), register.Name);
        }
    }

    [TestMethod]
    public void TheManualsExampleDismissesTheXScaleDoorbell()
    {
        PciBench bench = new();
        bench[0x64] = uint.MaxValue;
        uint rung = ~0x0030_f2f1u;
        bench.Access(PciCommand.MemoryWrite, CsrBar + 0x60, 4, BitConverter.GetBytes(rung));
        uint seen = bench[0x60];
        Assert.AreEqual(0x0030_f2f1u, seen);
        CollectionAssert.AreEqual(new[] { (13, true) }, bench.Interrupts);
        bench[0x60] = ~seen;
        Assert.AreEqual(0xffcf_0d0eu, ~seen);
        Assert.AreEqual(uint.MaxValue, bench[0x60]);
        CollectionAssert.AreEqual(new[] { (13, true), (13, false) }, bench.Interrupts);
    }

    [TestMethod]
    public void TheChipRingsThePciDoorbellAndTheBusClearsIt()
    {
        PciBench bench = new();
        bench[0x34] = 1 << 2;
        bench[0x15c] = 1u << 26;
        bench.Command(MicroOp.PciWrite, PciBench.Csr + 0x70, [0x11], 1);
        bench.Run();
        Assert.AreEqual(4u, bench[0x30]);
        Assert.AreEqual(1u << 26, bench[0x158] & (1u << 26), "the chip hears its own INTA#");
        bench.Access(PciCommand.MemoryWrite, CsrBar + 0x70, 4, [0x01, 0, 0, 0]);
        Assert.AreEqual(0x10u, bench[0x70]);
        bench.Access(PciCommand.MemoryWrite, CsrBar + 0x70, 4, [0x10, 0, 0, 0]);
        Assert.AreEqual(0u, bench[0x30]);
        CollectionAssert.AreEqual(new[] { (15, true), (15, false) }, bench.Interrupts);
    }

    [TestMethod]
    public void MailboxesAreByteWritableFromTheBus()
    {
        PciBench bench = new();
        bench[0x54] = 0x1122_3344;
        bench.Access(PciCommand.MemoryWrite, CsrBar + 0x55, 2, [0xaa, 0xbb]);
        Assert.AreEqual(0x11bb_aa44u, bench[0x54]);
        CollectionAssert.AreEqual(
            new byte[] { 0x44, 0xaa, 0xbb, 0x11 }, bench.Access(PciCommand.MemoryRead, CsrBar + 0x54, 4));
    }

    [TestMethod]
    public void BarSizesFollowTheMaskRegisters()
    {
        PciBench bench = new();
        bench[0xfc] = 0x01fc_0000;
        bench[0x100] = 0x3ff0_0000;
        byte[] ones = [0xff, 0xff, 0xff, 0xff];
        uint[] expected = [0xfff0_0000, 0xfe00_0008, 0xc000_0008];
        for (int i = 0; i < 3; i++)
        {
            uint at = (uint)(0x10 + (4 * i));
            bench.Access(PciCommand.ConfigurationWrite, at, 4, ones);
            byte[] read = bench.Access(PciCommand.ConfigurationRead, at, 4);
            Assert.AreEqual(expected[i], BitConverter.ToUInt32(read));
        }
    }

    [TestMethod]
    public void ARegisterThatDoesNotExistReadsZero()
    {
        PciBench bench = new();
        Assert.AreEqual(0u, BitConverter.ToUInt32(bench.Access(PciCommand.ConfigurationRead, 0x98, 4)));
        Assert.AreEqual(0x9001_8086u, bench.ReadCommand(0xde00_0000, 1)[0]);
    }

    [TestMethod]
    public void AMicroenginesAccessesTakeEffectInTheOrderOfIssue()
    {
        PciBench bench = new();
        bench[0x50] = 1;
        bench.Command(MicroOp.PciRead, PciBench.Csr + 0x50, [], 1, signal: 1);
        bench.Command(MicroOp.PciWrite, PciBench.Csr + 0x50, [2], 1, signal: 2);
        bench.Command(MicroOp.PciRead, PciBench.Csr + 0x50, [], 1, signal: 3);
        bench.Run();
        uint[] read = [.. bench.Inbox.Pushes.Where(p => p.Data.Length == 1).Select(p => p.Data[0])];
        CollectionAssert.AreEqual(new uint[] { 1, 2 }, read);
    }

    [TestMethod]
    public void ARegisterWriteWaitsForTheSameEnginesBusRead()
    {
        PciBench bench = new();
        bench.Target.Retries.Enqueue(5);
        bench.Command(MicroOp.PciRead, 0xe000_0000, [], 1, signal: 1);
        bench.Unit.WriteRegister(PciBench.Csr + 0x140, 0x4000);
        bench.Command(MicroOp.PciWrite, PciBench.Csr + 0x50, [7], 1, signal: 2);
        bench.Command(MicroOp.PciWrite, PciBench.Csr + 0x54, [8], 1, signal: 2, me: 1);
        while (bench[0x54] != 8)
        {
            bench.Events.RunOne(long.MaxValue);
        }

        Assert.AreEqual(0u, bench[0x50], "another engine's access goes ahead");
        bench.Run();
        Assert.AreEqual(7u, bench[0x50]);
    }

    [TestMethod]
    public void AnUnloadedRegisterReadTakesAboutNinetyCycles()
    {
        PciBench bench = new();
        bench.Events.AdvanceTo(1000);
        bench.Command(MicroOp.PciRead, PciBench.Csr + 0x50, [], 1);
        bench.Run();
        int cycles = (int)(bench.Inbox.All[0].Delivery.Time - 1000) / 5 + 12;
        Assert.IsTrue(cycles is >= 88 and <= 94, $"{cycles}");
    }
}
