namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// One access of the core to a peripheral. <paramref name="Offset"/> is the lane address in the peripheral's block: byte n of a
/// word holds its bits 8n+7:8n. <paramref name="Bytes"/> is 1, 2 or 4. <paramref name="IsBigEndian"/> is CP15 control bit 7 at
/// the time of the access: narrow devices undo the lane flip with it.
/// </summary>
public readonly record struct PeripheralAccess(uint Offset, int Bytes, bool IsBigEndian);
