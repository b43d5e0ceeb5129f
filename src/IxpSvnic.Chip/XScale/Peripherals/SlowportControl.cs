using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// The slowport's own CSRs, C008_0000 (Linux ixp2000-regs.h). They keep what is written. *Not modelled:* its effect on the timing
/// and the protocol of slowport accesses, framer interrupts.
/// </summary>
public sealed class SlowportControl : RegisterBlock
{
    private const string Timing = "31:10 -; 9:6 PULSE nm; 5:2 SETUP nm; 1:0 HOLD nm";

    internal SlowportControl()
        : base("slowport", 0x2c)
    {
        Registers.Add(0x00, "SLOWPORT_CCR", "31:4 -; 3:0 DIVIDE nm");
        Registers.Add(0x04, "SLOWPORT_WTC1", Timing);
        Registers.Add(0x08, "SLOWPORT_WTC2", Timing);
        Registers.Add(0x0c, "SLOWPORT_RTC1", Timing);
        Registers.Add(0x10, "SLOWPORT_RTC2", Timing);
        Registers.Add(0x14, "SLOWPORT_FSR", "31:0 STATUS ro");
        Registers.Add(0x18, "SLOWPORT_PCR", "31:3 -; 2:0 PROTOCOL nm");
        Registers.Add(0x1c, "SLOWPORT_ADC", "31:6 -; 5:4 DATA_WIDTH nm; 3:2 -; 1:0 ADDRESS_WIDTH nm");
        Registers.Add(0x20, "SLOWPORT_FAC", "31:0 ADDRESS nm");
        Registers.Add(0x24, "SLOWPORT_FRM", "31:1 -; 0 FRAMER_8BIT nm");
        Registers.Add(0x28, "SLOWPORT_FIN", "31:0 VALUE nm");
    }

    /// <inheritdoc/>
    public override void OnWrite(Register register, uint written, uint before)
    {
    }
}
