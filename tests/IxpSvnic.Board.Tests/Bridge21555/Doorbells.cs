using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>Interrupt requests in both directions, from a microengine's store to the host's line and back.</summary>
[TestClass]
public sealed class Doorbells
{
    private const uint SetPrimary = BoardAddressPlan.DirectWindow + BoardAddressPlan.BridgeCsrs + BridgeCsrs.SetIrq;

    [TestMethod]
    public void AMicroengineRaisesTheHostsInterruptAndTheHostAcknowledges()
    {
        PciPath path = new();
        Unmask(path);
        RaiseFromChip(path, 5);
        CollectionAssert.AreEqual(new[] { true }, path.Host.Interrupt);
        path.HostBridge.StartRead(PciPath.HostBridgeCsr + BridgeCsrs.ClearIrq, path.Host, 1);
        path.RunAll();
        Assert.AreEqual(1u << 5, path.Host.Answers[0].Value);
        path.HostBridge.TryPostWrite(PciPath.HostBridgeCsr + BridgeCsrs.ClearIrq, [1 << 5, 0, 0, 0], 0);
        path.RunAll();
        CollectionAssert.AreEqual(new[] { true, false }, path.Host.Interrupt);
    }

    [TestMethod]
    public void AMaskedRequestStaysPendingUntilUnmasked()
    {
        PciPath path = new();
        RaiseFromChip(path, 2);
        Assert.IsEmpty(path.Host.Interrupt);
        Unmask(path);
        CollectionAssert.AreEqual(new[] { true }, path.Host.Interrupt);
        path.HostBridge.TryPostWrite(PciPath.HostBridgeCsr + BridgeCsrs.SetMask, [0xff, 0xff], 0);
        path.RunAll();
        CollectionAssert.AreEqual(new[] { true, false }, path.Host.Interrupt);
        Assert.AreEqual(1u << 2, path.Bridge.Csrs.Pending);
    }

    [TestMethod]
    public void RequestsCoalesceWhileTheLineIsHigh()
    {
        PciPath path = new();
        Unmask(path);
        RaiseFromChip(path, 1);
        RaiseFromChip(path, 3);
        RaiseFromChip(path, 3);
        CollectionAssert.AreEqual(new[] { true }, path.Host.Interrupt);
        Assert.AreEqual(0xau, path.Bridge.Csrs.Pending);
        Assert.AreEqual((3L, 1L), (path.Bridge.Csrs.PrimarySets, path.Bridge.Csrs.PrimarySetsCoalesced));
    }

    [TestMethod]
    public void AHalfWordWriteTouchesOneSideOnly()
    {
        PciPath path = new();
        BridgeCsrs csrs = path.Bridge.Csrs;
        csrs.Write(BridgeCsrs.ClearMask, 0x0000_00ff, 0x0000_ffff);
        Assert.AreEqual(0xffff_ff00u, csrs.Read(BridgeCsrs.SetMask), "the secondary masks are untouched");
        csrs.Write(BridgeCsrs.SetIrq, 0xffff_0001, 0x0000_ffff);
        Assert.AreEqual(1u, csrs.Pending);
    }

    [TestMethod]
    public void TheHostRaisesTheBoardsInterruptB()
    {
        PciPath path = new();
        path.Unit.WriteRegister(0xdf00_015c, 1u << 27);
        path.Bridge.Csrs.Write(BridgeCsrs.ClearMask, 0xffff_0000, 0xffff_0000);
        path.HostBridge.TryPostWrite(PciPath.HostBridgeCsr + 0x9e, [0x10, 0], 0);
        path.RunAll();
        Assert.AreEqual(1u << 27, path.Unit.ReadRegister(0xdf00_0158));
        CollectionAssert.AreEqual(new[] { (15, true) }, path.Chip.Interrupts);
    }

    [TestMethod]
    public void TheHostRingsTheXScaleThroughTheCsrWindow()
    {
        PciPath path = new();
        path.HostBridge.TryPostWrite(PciPath.HostCsr + 0xfe060, [1, 0, 0, 0], 0);
        path.RunAll();
        Assert.AreEqual(0xffff_fffeu, path.Unit.ReadRegister(0xdf00_0060));
        CollectionAssert.AreEqual(new[] { (13, true) }, path.Chip.Interrupts);
    }

    [TestMethod]
    public void ScratchpadsAreSharedByBothSides()
    {
        PciPath path = new();
        path.HostBridge.TryPostWrite(PciPath.HostBridgeCsr + BridgeCsrs.Scratchpad0 + 28, [1, 2, 3, 4], 0);
        path.RunAll();
        path.Command(
            MicroOp.PciRead,
            BoardAddressPlan.DirectWindow + BoardAddressPlan.BridgeCsrs + BridgeCsrs.Scratchpad0 + 28,
            [],
            1);
        path.RunAll();
        Assert.AreEqual(0x0102_0304u, path.Chip.Deliveries[^1].Data[0]);
    }

    private static void Unmask(PciPath path)
    {
        path.HostBridge.TryPostWrite(PciPath.HostBridgeCsr + BridgeCsrs.ClearMask, [0xff, 0xff], 0);
        path.RunAll();
    }

    // The lane enables reverse longwords, so that firmware puts bit n of a register at 24 + n.
    private static void RaiseFromChip(PciPath path, int bit)
    {
        path.Command(MicroOp.PciWrite, SetPrimary, [1u << (24 + bit)], 1);
        path.RunAll();
    }
}
