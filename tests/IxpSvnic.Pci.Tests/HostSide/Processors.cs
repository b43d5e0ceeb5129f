using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Pci.HostSide;
using IxpSvnic.Pci.Tests.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Pci.Tests.HostSide;

/// <summary>The host bridge as target for devices and as initiator for processors.</summary>
[TestClass]
public sealed class Processors : IUpstreamMemory, IHostInterruptPin, IHostCpuClient
{
    private const int Clock = 45;

    private readonly EventQueue _events = new();
    private readonly FrameLedger _ledger = new();
    private readonly PlainTarget _device = new(0xe000_0000);
    private readonly List<(long Cookie, uint Value, long Time)> _answers = [];
    private readonly byte[] _memory = new byte[1 << 16];
    private readonly PciBus _bus;
    private readonly HostBridge _bridge;
    private UpstreamResult _result = new(true, 0);

    public Processors()
    {
        _bus = new PciBus("hostBus", _events, _ledger, new PciTiming());
        _bridge = new HostBridge(_events, _ledger, _bus, this, this);
        _bus.AddTarget(_device);
    }

    [TestMethod]
    public void AReadTakesTheWayOutTheBusAndTheWayBack()
    {
        _device.Memory[8] = 0x11;
        _device.Memory[11] = 0x44;
        _bridge.StartRead(0xe000_0008, this, 5);
        Run();
        Assert.AreEqual((5L, 0x4400_0011u, (long)((8 + 7 + 8) * Clock)), _answers[0]);
    }

    [TestMethod]
    public void AFullPostingBufferRefusesAndSaysWhenToComeBack()
    {
        byte[] line = new byte[64];
        int taken = 0;
        while (_bridge.TryPostWrite(0xe000_0000 + (uint)(64 * taken), line, 0))
        {
            taken++;
        }

        Assert.AreEqual(8, taken);
        Assert.AreEqual(8, _bridge.PendingWrites);
        Assert.IsTrue(_bridge.RoomAt > _events.Now);
        int tries = 0;
        while (!_bridge.TryPostWrite(0xe000_0000, line, 0))
        {
            _events.RunTo(_bridge.RoomAt);
            Assert.IsTrue(tries++ < 40);
        }

        Run();
        Assert.AreEqual(0, _bridge.PendingWrites);
        Assert.HasCount(9, _device.FirstData);
    }

    [TestMethod]
    public void AWriteMustStayInItsLine() =>
        Assert.ThrowsExactly<ArgumentException>(() => _bridge.TryPostWrite(0xe000_0030, new byte[32], 0));

    [TestMethod]
    public void AReadWaitsForTheWritesBeforeIt()
    {
        _device.WaitTicks = 40 * Clock;
        _bridge.TryPostWrite(0xe000_0000, [1, 2, 3, 4], 0);
        _bridge.TryPostWrite(0xe000_0000, [5, 6, 7, 8], 0);
        _bridge.StartRead(0xe000_0000, this, 1);
        Run();
        Assert.AreEqual(0x0807_0605u, _answers[0].Value);
    }

    [TestMethod]
    public void AFrameWrittenToNowhereIsOneLostCopy()
    {
        int tag = _ledger.Create(FrameOrigin.Guest, 0, 128, 0, 0);
        _bridge.TryPostWrite(0xd000_0000, new byte[64], tag);
        _bridge.TryPostWrite(0xd000_0040, new byte[64], tag);
        Run();
        Assert.AreEqual(1, _ledger.Drops[(int)DropReason.MasterAbort]);
    }

    [TestMethod]
    [DataRow(0L, 20)]
    [DataRow(100L, 23)]
    public void ADevicesReadWaitsForMemoryAndTranslation(long delay, int clocks)
    {
        _result = new UpstreamResult(true, delay);
        _memory[0x100] = 0x5a;
        ScriptedInitiator device = new(_events, _bus, "device");
        device.Send(PciCommand.MemoryRead, 0x100, 64);
        Run();
        Assert.AreEqual((6 + clocks + 8) * Clock, device.Log[0].Time);
        Assert.AreEqual((byte)0x5a, device.Read[0]);
    }

    [TestMethod]
    public void ABurstIsCutAtThePageBoundary()
    {
        ScriptedInitiator device = new(_events, _bus, "device");
        device.Send(PciCommand.MemoryWrite, 0x1000 - 10, 64);
        Run();
        CollectionAssert.AreEqual(new[] { 10, 54 }, device.Log.Select(l => l.Bytes).ToArray());
    }

    [TestMethod]
    [DataRow(true, PciOutcome.TargetAbort)]
    [DataRow(false, PciOutcome.Completed)]
    public void AReadThatTheIommuStopsAbortsUnlessSetOtherwise(bool aborts, PciOutcome outcome)
    {
        _bus.Timing.FaultedReadsAbort = aborts;
        _result = new UpstreamResult(false, 0);
        ScriptedInitiator device = new(_events, _bus, "device");
        device.Send(PciCommand.MemoryRead, 0x100, 8);
        Run();
        Assert.AreEqual(outcome, device.Log[0].Outcome);
    }

    public bool Claims(ulong busAddress) => busAddress < (ulong)_memory.Length;

    public UpstreamResult Write(ulong busAddress, ReadOnlySpan<byte> data, int tag, long now)
    {
        Assert.IsTrue((busAddress & 4095) + (ulong)data.Length <= 4096);
        data.CopyTo(_memory.AsSpan((int)busAddress));
        return _result;
    }

    public UpstreamResult Read(ulong busAddress, Span<byte> data, out int tag, long now)
    {
        tag = 0;
        _memory.AsSpan((int)busAddress, data.Length).CopyTo(data);
        return _result;
    }

    public void OnInterruptLine(bool asserted)
    {
    }

    public void OnReadComplete(long cookie, uint value) => _answers.Add((cookie, value, _events.Now));

    private void Run()
    {
        while (_events.RunOne(long.MaxValue))
        {
        }
    }
}
