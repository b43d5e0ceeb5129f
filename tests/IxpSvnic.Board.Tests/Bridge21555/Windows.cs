using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Pci.Configuration;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>What each side sees of the other through the bridge's windows, with the default address plan.</summary>
[TestClass]
public sealed class Windows
{
    private const uint LookupWindow = BoardAddressPlan.DirectWindow + BoardAddressPlan.LookupWindow;

    [TestMethod]
    public void EnumerationFindsTheWindowsThatTheBoardFirmwareSetUp()
    {
        PciPath path = new();
        CollectionAssert.AreEqual(
            new AssignedBar[]
            {
                new(0x10, PciPath.HostBridgeCsr, 4096, false),
                new(0x14, 0x1000, 256, true),
                new(0x18, PciPath.HostCsr, 1 << 20, false),
                new(0x1c, PciPath.HostSram, 8 << 20, false),
                new(0x20, PciPath.HostDram, 256 << 20, false),
            },
            path.Bars.ToArray());
    }

    [TestMethod]
    public void EachSideSeesItsOwnHeaderFirst()
    {
        PciPath path = new();
        IConfigurationSpace primary = path.Bridge.PrimaryConfiguration;
        IConfigurationSpace secondary = path.Bridge.SecondaryConfiguration;
        Assert.AreEqual(0xb555_8086u, primary.Read(0));
        Assert.AreEqual(0x0030_1331u, primary.Read(0x2c));
        Assert.AreEqual(BoardAddressPlan.BridgeCsrs, secondary.Read(0x10));
        Assert.AreEqual(BoardAddressPlan.BridgeCsrs, primary.Read(0x50));
        Assert.AreEqual(PciPath.HostBridgeCsr, secondary.Read(0x50));
        Assert.AreEqual(0xc000_0008u, secondary.Read(0xc4), "above 0x80 both see the same");
    }

    [TestMethod]
    public void AHostWriteReachesPacketMemoryByteForByteWithItsTag()
    {
        PciPath path = new();
        byte[] data = PciPath.Pattern(61, 3);
        int tag = path.Ledger.Create(Sim.Frames.FrameOrigin.Guest, 0, 61, 0, 0);
        Assert.IsTrue(path.HostBridge.TryPostWrite(PciPath.HostDram + 0x1003, data, tag));
        path.RunAll();
        CollectionAssert.AreEqual(data, path.ReadDram(0x1003, 61));
        Assert.AreEqual(tag, path.Dram.Tags.At(0x1003));
        Assert.AreEqual(2, path.Ledger[tag].Live, "held by its birth and one line, no more by buffers on the way");
    }

    [TestMethod]
    public void SramChannelOneStartsWhereThePopulatedChannelZeroEnds()
    {
        PciPath path = new();
        path.HostBridge.TryPostWrite(PciPath.HostSram + (4 << 20) - 4, [1, 2, 3, 4], 0);
        path.HostBridge.TryPostWrite(PciPath.HostSram + (4 << 20), [5, 6, 7, 8], 0);
        path.HostBridge.StartRead(PciPath.HostSram + (4 << 20), path.Host, 7);
        path.RunAll();
        Assert.AreEqual(0x0102_0304u, path.Sram0.Memory.ReadWord((4 << 20) - 4));
        Assert.AreEqual(0x0506_0708u, path.Sram1.Memory.ReadWord(0));
        Assert.AreEqual((7L, 0x0807_0605u), (path.Host.Answers[0].Cookie, path.Host.Answers[0].Value));
    }

    [TestMethod]
    [DataRow(0x0_4a00u, 0xc000_4a00u)]
    [DataRow(0x1_8404u, 0xc001_8404u)]
    [DataRow(0x8_0010u, 0xc008_0010u)]
    [DataRow(0xf_0020u, 0xca00_0020u)]
    [DataRow(0xf_9c00u, 0xcc01_0000u)]
    [DataRow(0xf_9800u, 0xcc41_0000u)]
    [DataRow(0xf_d804u, 0xd000_9004u)]
    public void TheCsrWindowReachesTheOtherUnits(uint offset, uint physical)
    {
        PciPath path = new();
        path.HostBridge.TryPostWrite(PciPath.HostCsr + offset, [0x78, 0x56, 0x34, 0x12], 0);
        path.HostBridge.StartRead(PciPath.HostCsr + offset, path.Host, 0);
        path.RunAll();
        Assert.AreEqual(0x1234_5678u, path.Chip.Csrs[physical], "longword values pass, whatever the lane enables");
        Assert.AreEqual(0x1234_5678u, path.Host.Answers[0].Value);
    }

    [TestMethod]
    public void AMicroengineWritesHostMemoryThroughAPageOfTheLookupTable()
    {
        PciPath path = new();
        path.Bridge.Csrs.Write(BridgeCsrs.LookupTable + (4 * 5), 0x0040_0001, uint.MaxValue);
        path.Command(
            MicroOp.PciWrite,
            LookupWindow + (5u * BoardAddressPlan.LookupPageBytes) + 0x24,
            [0x0102_0304, 0x0506_0708],
            2);
        path.RunAll();
        CollectionAssert.AreEqual(
            new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, path.Host.Memory.Read(0x40_0024, 8).ToArray());
    }

    [TestMethod]
    public void AnInvalidPageDiscardsWritesAndReadsAllOnes()
    {
        PciPath path = new();
        path.Command(MicroOp.PciWrite, LookupWindow + 0x20, [1], 1);
        path.Command(MicroOp.PciRead, LookupWindow + 0x20, [], 2, signal: 3);
        path.RunAll();
        Assert.AreEqual(1, path.Bridge.DiscardedUpstreamWrites);
        Assert.IsEmpty(path.Host.Writes);
        CollectionAssert.AreEqual(new[] { uint.MaxValue, uint.MaxValue }, path.Chip.Deliveries[^1].Data);
        Assert.AreEqual((ushort)(1 << 3), path.Chip.Deliveries[^1].Delivery.SignalMask);
    }

    [TestMethod]
    public void ANonPrefetchablePageIsReadOneDwordAtATime()
    {
        PciPath path = new();
        path.Bridge.Csrs.Write(BridgeCsrs.LookupTable, 1, uint.MaxValue);
        path.Bridge.Csrs.Write(BridgeCsrs.LookupTable + 4, 0x0040_0009, uint.MaxValue);
        PciPath.Pattern(64, 1).CopyTo(path.Host.Memory.Write(0x100, 64));
        path.Command(MicroOp.PciRead, LookupWindow + 0x100, [], 4);
        path.RunAll();
        CollectionAssert.AreEqual(new[] { 4, 4, 4, 4 }, path.Host.Reads.Select(r => r.Length).ToArray());
        CollectionAssert.AreEqual(
            new[] { 0x0108_0f16u, 0x1d24_2b32u, 0x3940_474eu, 0x555c_636au }, path.Chip.Deliveries[^1].Data);
        path.Host.Reads.Clear();
        path.Command(MicroOp.PciRead, LookupWindow + BoardAddressPlan.LookupPageBytes + 0x108, [], 4);
        path.RunAll();
        Assert.AreEqual(0x40_0108ul, path.Host.Reads[0].Address);
        Assert.AreEqual(56, path.Host.Reads[0].Length, "to the end of the line");
    }

    [TestMethod]
    public void AHostReadOfAnAddressWithoutADeviceIsAllOnes()
    {
        PciPath path = new();
        path.HostBridge.StartRead(0xa000_0000, path.Host, 1);
        path.RunAll();
        Assert.AreEqual(uint.MaxValue, path.Host.Answers[0].Value);
    }

    [TestMethod]
    public void ABurstIsCutAtA4KilobyteBoundary()
    {
        PciPath path = new();
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x2000 - 20), 0x1000, 64);
        path.RunAll();
        CollectionAssert.AreEqual(new[] { 20, 44 }, path.Host.Writes.Select(w => w.Length).ToArray());
        Assert.AreEqual((1L, 0L), (path.Board[0].Disconnects, path.HostBus[1].Disconnects), "by the bridge");
    }

    [TestMethod]
    public void TheChipFindsTheBridgeByConfigurationCycleAndNobodyElse()
    {
        PciPath path = new();
        path.Command(MicroOp.PciRead, 0xda02_0000, [], 1);
        path.RunAll();
        Assert.AreEqual(0xb555_8086u, path.Chip.Deliveries[^1].Data[0]);
        path.Command(MicroOp.PciRead, 0xda08_0000, [], 1);
        path.RunAll();
        Assert.AreEqual(uint.MaxValue, path.Chip.Deliveries[^1].Data[0]);
        Assert.AreNotEqual(0u, path.Unit.ReadRegister(0xde00_0004) & (1u << 29));
    }
}
