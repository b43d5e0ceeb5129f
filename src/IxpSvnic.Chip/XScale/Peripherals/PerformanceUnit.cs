namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// The chip's performance monitoring unit, C005_0000: reads 0 and ignores writes, because no source gives its registers
/// (reference 2.19). *Not modelled:* all of it. The core's own counters, in coprocessor 14, are another unit.
/// </summary>
public sealed class PerformanceUnit : IPeripheral
{
    /// <inheritdoc/>
    public uint Read(in PeripheralAccess access) => 0;

    /// <inheritdoc/>
    public void Write(in PeripheralAccess access, uint value)
    {
    }
}
