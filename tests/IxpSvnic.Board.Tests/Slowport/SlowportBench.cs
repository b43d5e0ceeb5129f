using IxpSvnic.Board.BootLoader;
using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Board.Pm3386;
using IxpSvnic.Board.Slowport;
using IxpSvnic.Board.Wires;
using IxpSvnic.Chip;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.XScale.Peripherals;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests.Slowport;

/// <summary>The whole board without a core: a chip, its slowport's devices, three wires.</summary>
internal sealed class SlowportBench : IMicroengineObserver, IAccessFaultSink, IDisposable
{
    public SlowportBench(bool isBooted)
    {
        Ixp2400Parameters parameters = new();
        parameters.Config.DramBytes = 1 << 20;
        MacConfig config = new();
        PciBus board = new("board", Events, Ledger, new PciTiming());
        Chip = new Ixp2400(Events, Ledger, parameters, board, this, this);
        Bridge = new NonTransparentBridge(
            Events, Ledger, new PciBus("host", Events, Ledger, new PciTiming()), board, new BridgeConfig());
        Bridge.Csrs.SecondaryPin = Chip.Pci.Csrs;
        Caleb caleb = new(Chip.Msf);
        for (int i = 0; i < 3; i++)
        {
            Wires[i] = new GigabitWire(Events, Ledger, $"wire{i}", config.WireByteTicks);
            Players[i] = new WirePlayer(Events, Ledger, Wires[i].B, i);
        }

        Macs =
        [
            new Pm3386Mac(Events, Ledger, config, caleb, 0, [Wires[0].A, Wires[1].A]),
            new Pm3386Mac(Events, Ledger, config, caleb, 2, [Wires[2].A]),
        ];
        Devices = new SlowportDevices(Events, new FlashConfig(), caleb);
        Devices.Connect(Chip.Peripherals, Macs[0], Macs[1]);
        if (isBooted)
        {
            BootLoaderState.Apply(Chip, caleb, Macs);
        }
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public Ixp2400 Chip { get; }

    public NonTransparentBridge Bridge { get; }

    public Pm3386Mac[] Macs { get; }

    public GigabitWire[] Wires { get; } = new GigabitWire[3];

    public WirePlayer[] Players { get; } = new WirePlayer[3];

    public SlowportDevices Devices { get; }

    public List<AccessFault> Faults { get; } = [];

    /// <summary>An access of a big-endian program unless told otherwise: the address is the program's.</summary>
    public uint Read(uint address, int bytes, bool bigEndian = true)
    {
        Assert.IsTrue(Chip.Peripherals.TryFind(Lane(address, bytes, bigEndian), out IPeripheral peripheral, out uint offset));
        return peripheral.Read(new PeripheralAccess(offset, bytes, bigEndian));
    }

    public void Write(uint address, uint value, int bytes, bool bigEndian = true)
    {
        Assert.IsTrue(Chip.Peripherals.TryFind(Lane(address, bytes, bigEndian), out IPeripheral peripheral, out uint offset));
        peripheral.Write(new PeripheralAccess(offset, bytes, bigEndian), value);
    }

    public void OnBreakpoint(Microengine engine, int context, int address)
    {
    }

    public void OnFault(Microengine engine, MicroengineFault fault)
    {
    }

    public void OnFault(in AccessFault fault) => Faults.Add(fault);

    public void OnTracePoint(Microengine engine, int context, int index, uint value, long time)
    {
    }

    public void Dispose() => Devices.Dispose();

    // What a big-endian core puts on its bus for a byte or halfword.
    private static uint Lane(uint address, int bytes, bool bigEndian) =>
        !bigEndian || bytes == 4 ? address : address ^ (bytes == 1 ? 3u : 2);
}
