namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>What reaches the core from the chip.</summary>
internal enum GasketNotice : byte
{
    /// <summary>A data phase of the access in slot Argument.</summary>
    Answer,

    /// <summary>The interrupt lines are now Argument: <see cref="GasketInbox.Irq"/>, <see cref="GasketInbox.Fiq"/>.</summary>
    Lines,

    /// <summary>Argument 1: held in reset; 0: released, starts at the reset vector.</summary>
    Reset,
}
