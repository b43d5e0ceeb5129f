using IxpSvnic.Chip.XScale.Peripherals;

namespace IxpSvnic.Board.Slowport;

/// <summary>
/// A device of 8 or 16 data bits behind the slowport, addressed as the program sees it: the flip of a big-endian program's lanes is
/// undone, and a wider access becomes several in the order of the program's bytes.
/// </summary>
public abstract class NarrowDevice : IPeripheral
{
    private readonly int _width;

    private protected NarrowDevice(int width) => _width = width;

    /// <inheritdoc/>
    public uint Read(in PeripheralAccess access)
    {
        uint address = Address(in access);
        if (access.Bytes < _width)
        {
            return ReadUnit(address & ~(uint)(_width - 1)) >> Shift(address, in access) & 0xff;
        }

        uint value = 0;
        for (int at = 0; at < access.Bytes; at += _width)
        {
            value |= ReadUnit(address + (uint)at) << Place(at, in access);
        }

        return value;
    }

    /// <inheritdoc/>
    public void Write(in PeripheralAccess access, uint value)
    {
        uint address = Address(in access);
        if (access.Bytes < _width)
        {
            uint unit = address & ~(uint)(_width - 1);
            int shift = Shift(address, in access);
            WriteUnit(unit, (ReadUnit(unit) & ~(0xffu << shift)) | ((value & 0xff) << shift));
            return;
        }

        for (int at = 0; at < access.Bytes; at += _width)
        {
            WriteUnit(address + (uint)at, value >> Place(at, in access) & (uint.MaxValue >> (32 - (8 * _width))));
        }
    }

    /// <summary>Reads one unit; the address is a multiple of its bytes.</summary>
    protected abstract uint ReadUnit(uint address);

    /// <summary>Writes one unit.</summary>
    protected abstract void WriteUnit(uint address, uint value);

    private static uint Address(in PeripheralAccess access) => !access.IsBigEndian ? access.Offset : access.Bytes switch
    {
        1 => access.Offset ^ 3,
        2 => access.Offset ^ 2,
        _ => access.Offset,
    };

    private int Place(int at, in PeripheralAccess access) =>
        8 * (access.IsBigEndian ? access.Bytes - _width - at : at);

    // Of a byte in a unit of two: the first byte is the high one for a big-endian program.
    private static int Shift(uint address, in PeripheralAccess access) => ((address & 1) != 0) != access.IsBigEndian ? 8 : 0;
}
