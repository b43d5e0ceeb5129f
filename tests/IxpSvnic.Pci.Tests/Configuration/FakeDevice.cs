using IxpSvnic.Pci.Configuration;

namespace IxpSvnic.Pci.Tests.Configuration;

/// <summary>A header whose BARs keep the bits of a mask; the mask's low bits are the type.</summary>
internal sealed class FakeDevice(params (int Offset, uint Mask)[] bars) : IConfigurationSpace
{
    private readonly Dictionary<int, uint> _values = [];

    public uint Read(int offset) => _values.GetValueOrDefault(offset);

    public void Write(int offset, uint value)
    {
        if (offset < 0x10)
        {
            _values[offset] = value;
        }

        foreach ((int bar, uint mask) in bars)
        {
            if (bar == offset)
            {
                uint type = (mask & 1) != 0 ? mask & 3 : mask & 15;
                _values[offset] = (value & mask & ~((mask & 1) != 0 ? 3u : 15u)) | type;
            }
        }
    }
}
