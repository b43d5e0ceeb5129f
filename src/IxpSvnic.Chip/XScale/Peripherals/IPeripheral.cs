namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>A block of registers that only the core reaches. Values are right-aligned; effects happen now.</summary>
public interface IPeripheral
{
    uint Read(in PeripheralAccess access);

    void Write(in PeripheralAccess access, uint value);
}
