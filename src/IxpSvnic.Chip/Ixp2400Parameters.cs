using IxpSvnic.Arm;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Chip.XScale.Gasket;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip;

/// <summary>Every parameter of one chip: clocks, latencies, occupancies, FIFO depths and what is soldered around it.</summary>
public sealed class Ixp2400Parameters
{
    public Ixp2400Timing Timing { get; } = new();

    public Ixp2400Config Config { get; } = new();

    public ScratchTiming Scratch { get; } = new();

    public SramTiming Sram { get; } = new();

    public DramTiming Dram { get; } = new();

    public HashTiming Hash { get; } = new();

    public CapTiming Cap { get; } = new();

    public MsfTiming Msf { get; } = new();

    public PciUnitTiming PciUnit { get; } = new();

    public GasketTiming Gasket { get; } = new();

    public XscaleParameters Xscale { get; } = new();

    public PeripheralTiming Peripherals { get; } = new();

    /// <summary>Adds all of them by name.</summary>
    public void AddTo(ParameterSet set)
    {
        set.Add("chip", Timing);
        set.Add("board", Config);
        set.Add("scratch", Scratch);
        set.Add("sram", Sram);
        set.Add("dram", Dram);
        set.Add("hash", Hash);
        set.Add("cap", Cap);
        set.Add("msf", Msf);
        set.Add("pciUnit", PciUnit);
        Xscale.AddTo(set);
        set.Add("gasket", Gasket);
        set.Add("peripherals", Peripherals);
    }
}
