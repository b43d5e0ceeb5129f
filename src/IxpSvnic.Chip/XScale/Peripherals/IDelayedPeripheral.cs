namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>A peripheral some of whose registers hold the core's read until their value is there.</summary>
public interface IDelayedPeripheral : IPeripheral
{
    /// <summary>Tick before which a read of an offset is not answered; in the past when it would be at once.</summary>
    long ReadableAt(uint offset);
}
