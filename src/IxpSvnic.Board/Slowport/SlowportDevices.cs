using IxpSvnic.Board.Pm3386;
using IxpSvnic.Chip;
using IxpSvnic.Chip.XScale.Peripherals;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Slowport;

/// <summary>
/// Everything an ENP-2611 has on the slowport, at the addresses of Linux enp2611.h: flash, Caleb, both PM3386. Their interrupt
/// outputs and the idle I2C bus are GPIO lines that stay high.
/// </summary>
public sealed class SlowportDevices : IStateful, IDisposable
{
    private const uint WindowBytes = 0x10_0000;

    public SlowportDevices(EventQueue events, FlashConfig flash, Caleb caleb)
    {
        Flash = new CfiFlash(events, flash);
        Caleb = caleb;
    }

    public CfiFlash Flash { get; }

    public Caleb Caleb { get; }

    /// <summary>Puts the devices where the core finds them.</summary>
    public void Connect(XscalePeripherals chip, Pm3386Mac first, Pm3386Mac second)
    {
        chip.Map(Ixp2400AddressMap.Flash, Flash);
        chip.Map(new AddressRange("Caleb", 0xc500_0000, WindowBytes), Caleb);
        chip.Map(new AddressRange("PM3386 0", 0xc600_0000, WindowBytes), new Pm3386Window(first.Registers));
        chip.Map(new AddressRange("PM3386 1", 0xc640_0000, WindowBytes), new Pm3386Window(second.Registers));
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Flash);
        visitor.Visit(Caleb);
    }

    public void Dispose() => Flash.Dispose();
}
