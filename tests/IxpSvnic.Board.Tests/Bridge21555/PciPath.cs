using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Chip;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory.Dram;
using IxpSvnic.Chip.Memory.Sram;
using IxpSvnic.Chip.PciUnit;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Configuration;
using IxpSvnic.Pci.HostSide;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>
/// The whole path: PCI unit, board bus, 21555, host bus, host bridge, with the chip's real memory controllers at one
/// end and plain memory at the other.
/// </summary>
internal sealed class PciPath : IStateful
{
    public const int ClockTicks = 45;
    public const uint HostDram = 0xe000_0000;
    public const uint HostSram = 0xf000_0000;
    public const uint HostCsr = 0xf080_0000;
    public const uint HostBridgeCsr = 0xf090_0000;

    public PciPath(PciUnitTiming? unit = null, BridgeConfig? bridge = null, PciTiming? pci = null)
    {
        pci ??= new PciTiming();
        Timing = new Ixp2400Timing();
        Fabric = new ChassisFabric(Events, Ledger, Timing, Chip);
        Board = new PciBus("boardBus", Events, Ledger, pci);
        HostBus = new PciBus("hostBus", Events, Ledger, pci);
        Controller = new DramController(Fabric, new DramTiming(), 16 << 20, Chip, Chip);
        Dram = new RecordingDram(Controller);
        Sram0 = new SramChannel(Fabric, new SramTiming(), 0, 4 << 20, Chip);
        Sram1 = new SramChannel(Fabric, new SramTiming(), 1, 4 << 20, Chip);
        Host = new TestHost(Ledger) { Clock = () => Events.Now };
        Unit = new PciController(Fabric, Board, Dram, [Sram0, Sram1], Chip, unit ?? new PciUnitTiming());
        Bridge = new NonTransparentBridge(Events, Ledger, HostBus, Board, bridge ?? new BridgeConfig());
        HostBridge = new HostBridge(Events, Ledger, HostBus, Host, Host);
        HostBridge.AddClient(Host);
        Bridge.Csrs.PrimaryPin = HostBridge;
        Bridge.Csrs.SecondaryPin = Unit.Csrs;
        Unit.Csrs.Outputs = Chip;
        BoardAddressPlan.Apply(Unit, Bridge);
        Bars = BarEnumerator.Assign(Bridge.PrimaryConfiguration, HostDram, 0xfec0_0000);
        Unit.WriteRegister(0xdf00_013c, 0xf << 19);
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public TestChip Chip { get; } = new();

    public Ixp2400Timing Timing { get; }

    public ChassisFabric Fabric { get; }

    public PciBus Board { get; }

    public PciBus HostBus { get; }

    public DramController Controller { get; }

    public RecordingDram Dram { get; }

    public SramChannel Sram0 { get; }

    public SramChannel Sram1 { get; }

    public TestHost Host { get; }

    public PciController Unit { get; }

    public NonTransparentBridge Bridge { get; }

    public HostBridge HostBridge { get; }

    public IReadOnlyList<AssignedBar> Bars { get; }

    /// <summary>Puts a one-descriptor chain at an SRAM offset of channel 0 and starts a DMA channel.</summary>
    public void StartDma(
        int channel,
        bool toPci,
        uint pciAddress,
        uint dramAddress,
        int bytes,
        uint control = 1,
        uint descriptor = 0x100)
    {
        Describe(descriptor, 0x8000_0000 | (toPci ? 0x4000_0000u : 0) | (uint)bytes, pciAddress, dramAddress, 0);
        uint registers = 0xdf00_0080 + (0x20 * (uint)(channel - 1));
        Unit.WriteRegister(registers + 0x0c, descriptor);
        Unit.WriteRegister(registers + 0x10, control);
    }

    public void Describe(uint at, uint count, uint pciAddress, uint dramAddress, uint next)
    {
        Sram0.Memory.WriteWord(at, count);
        Sram0.Memory.WriteWord(at + 4, pciAddress);
        Sram0.Memory.WriteWord(at + 8, dramAddress);
        Sram0.Memory.WriteWord(at + 12, next);
    }

    public uint Control(int channel) => Unit.ReadRegister(0xdf00_0090 + (0x20 * (uint)(channel - 1)));

    /// <summary>Runs until the channel's chain is done; returns that tick.</summary>
    public long RunUntilDone(int channel)
    {
        while ((Control(channel) & 0x80) == 0)
        {
            Assert.IsTrue(Events.RunOne(long.MaxValue), "the transfer never ends");
        }

        return Events.Now;
    }

    public void RunAll()
    {
        while (Events.RunOne(long.MaxValue))
        {
        }
    }

    /// <summary>Hands a command of a microengine to the unit as its bus would.</summary>
    public void Command(
        MicroOp op, uint address, ReadOnlySpan<uint> data, int count, byte signal = 1, byte mask = 0xff, byte me = 0)
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

    /// <summary>Packet bytes into DRAM, network order.</summary>
    public void FillDram(long address, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            Dram.Memory.WriteByte((address + i) ^ 3, bytes[i]);
        }
    }

    public byte[] ReadDram(long address, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = Dram.Memory.ReadByte((address + i) ^ 3);
        }

        return bytes;
    }

    public static byte[] Pattern(int length, int seed)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i * 7) + (i >> 8) + seed);
        }

        return bytes;
    }

    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Events);
        visitor.Visit(Ledger);
        visitor.Visit(Fabric);
        visitor.Visit(Board);
        visitor.Visit(HostBus);
        visitor.Visit(Controller);
        visitor.Visit(Sram0);
        visitor.Visit(Sram1);
        visitor.Visit(Host.Memory);
        visitor.Visit(Host.Tags);
        visitor.Visit(Unit);
        visitor.Visit(Bridge);
        visitor.Visit(HostBridge);
    }
}
