using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory.Dram;
using IxpSvnic.Chip.Memory.Sram;
using IxpSvnic.Chip.PciUnit;
using IxpSvnic.Chip.Tests.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Chip.Tests.PciUnit;

/// <summary>The PCI unit on a bus with one scripted target and one scripted master.</summary>
internal sealed class PciBench : IChipCsrAccess, IPciInterruptOutputs, IPciInitiator
{
    public const uint Csr = 0xdf00_0000;

    private readonly int _port;
    private PciTransaction _request;
    private bool _done;

    public PciBench(PciUnitTiming? timing = null)
    {
        Fabric = new ChassisFabric(Events, Ledger, new Ixp2400Timing(), Inbox);
        Bus = new PciBus("bus", Events, Ledger, new PciTiming());
        FaultLog faults = new();
        Dram = new DramController(Fabric, new DramTiming(), 1 << 20, new FakeBuffers(), faults);
        Sram = [new(Fabric, new SramTiming(), 0, 1 << 20, faults), new(Fabric, new SramTiming(), 1, 1 << 20, faults)];
        Unit = new PciController(Fabric, Bus, Dram, [Sram[0], Sram[1]], this, timing ?? new PciUnitTiming());
        Unit.Csrs.Outputs = this;
        Bus.AddTarget(Target, 5);
        _port = Bus.AddInitiator("master", this);
        Unit.WriteRegister(0xde00_0010, 0x8000_0000);
        Unit.WriteRegister(0xde00_0014, 0x9000_0000);
        Unit.WriteRegister(0xde00_0018, 0xa000_0000);
        Unit.WriteRegister(0xde00_0004, 6);
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public RecordingInbox Inbox { get; } = new();

    public ScriptedTarget Target { get; } = new();

    public ChassisFabric Fabric { get; }

    public PciBus Bus { get; }

    public DramController Dram { get; }

    public SramChannel[] Sram { get; }

    public PciController Unit { get; }

    public List<(int Irq, bool Asserted)> Interrupts { get; } = [];

    public Dictionary<uint, uint> OtherCsrs { get; } = [];

    /// <summary>Bytes that the last access of <see cref="Access"/> moved, and how it ended.</summary>
    public (PciOutcome Outcome, int Bytes) Last { get; private set; }

    public uint this[uint register]
    {
        get => Unit.ReadRegister(Csr + register);
        set => Unit.WriteRegister(Csr + register, value);
    }

    public uint ReadCsr(uint physicalAddress) => OtherCsrs.GetValueOrDefault(physicalAddress);

    public void WriteCsr(uint physicalAddress, uint value) => OtherCsrs[physicalAddress] = value;

    public void OnPciInterrupt(int irq, bool asserted) => Interrupts.Add((irq, asserted));

    public void Run()
    {
        while (Events.RunOne(long.MaxValue))
        {
        }
    }

    /// <summary>A command of a microengine, handed over now.</summary>
    public void Command(
        MicroOp op, uint address, uint[] data, int count, byte signal = 1, byte mask = 0xff, byte me = 0)
    {
        MeCommand command = new()
        {
            Time = Events.Now,
            Address = address,
            Op = op,
            Me = me,
            DestMe = me,
            Count = (byte)count,
            Signal = signal,
            ByteMask = mask,
            DataWords = (byte)data.Length,
        };
        data.CopyTo(command.Data);
        Unit.Accept(Fabric.Pool.Add(in command), Events.Now);
    }

    public uint[] ReadCommand(uint address, int count)
    {
        Command(MicroOp.PciRead, address, [], count);
        Run();
        return Inbox.All[^1].Data;
    }

    public void Describe(int channel, uint at, uint count, uint pci, uint dram, uint next)
    {
        Sram[channel].Memory.WriteWord(at, count);
        Sram[channel].Memory.WriteWord(at + 4, pci);
        Sram[channel].Memory.WriteWord(at + 8, dram);
        Sram[channel].Memory.WriteWord(at + 12, next);
    }

    /// <summary>An access of the other master, repeated until it is no longer retried.</summary>
    public byte[] Access(PciCommand command, uint address, int length, byte[]? data = null, byte device = 0)
    {
        _request.Set(command, address, length);
        _request.Device = device;
        data?.CopyTo(_request.Payload);
        _done = false;
        Bus.Request(_port);
        while (!_done)
        {
            Assert.IsTrue(Events.RunOne(long.MaxValue));
        }

        return _request.Payload[..Last.Bytes].ToArray();
    }

    public bool Begin(int port, ref PciTransaction transaction)
    {
        transaction = _request;
        return !_done;
    }

    public void OnDataStart(int port, in PciTransaction transaction, int bytes, long end)
    {
    }

    public void OnComplete(int port, in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        if (outcome == PciOutcome.Retry)
        {
            Bus.Request(_port);
            return;
        }

        _request = transaction;
        _done = true;
        Last = (outcome, bytes);
    }
}
