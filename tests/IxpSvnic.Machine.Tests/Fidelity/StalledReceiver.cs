using IxpSvnic.Machine.Firmware;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Fidelity;

[TestClass]
public sealed class StalledReceiver
{
    private const int MacFifoBytes = 16 << 10;
    private const int MacFifoFrames = MacFifoBytes / 64;
    private const int RbufElements = 128;
    private const int ElementBytes = 64;
    private const int Fcs = 4;

    [TestMethod]
    [DataRow(60)]
    [DataRow(61)]
    [DataRow(124)]
    [DataRow(200)]
    [DataRow(508)]
    [DataRow(1000)]
    [DataRow(1514)]
    public void Loss_starts_at_the_frame_for_which_neither_RBUF_nor_MAC_FIFO_has_room(int length)
    {
        int onWire = length + Fcs;
        int elements = (onWire + ElementBytes - 1) / ElementBytes;
        int whole = RbufElements / elements;
        int rbufBytes = (whole * onWire) + (RbufElements % elements * ElementBytes);
        int room = Math.Min((MacFifoBytes + rbufBytes) / onWire, whole + MacFifoFrames);
        const int Beyond = 5;
        using Scenario scenario = Traffic.Even(room + Beyond, length, 0);
        string nothing = scenario.Write("nothing.uc", Programs.Nothing);
        FirmwareSet firmware = FirmwareSet.Load(
            Repository.Firmware, Enumerable.Range(0, 8).ToDictionary(e => e, _ => nothing));
        using RawMachine raw = new(scenario.Capture, 1, firmware: firmware);
        raw.Machine.Kernel.RunTo((room + Beyond + 2) * (onWire + 20L) * 24);
        CollectionAssert.AreEqual(
            Enumerable.Range(room + 1, Beyond).Select(n => $"frame {n} MacFifoFull").ToArray(),
            raw.Log.Where(l => l.What.EndsWith("MacFifoFull", StringComparison.Ordinal)).Select(l => l.What).ToArray());
        Assert.AreEqual(Beyond, raw.Machine.Ledger.TotalDrops);
    }
}
