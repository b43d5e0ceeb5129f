namespace IxpSvnic.Pci.Configuration;

/// <summary>
/// What a BIOS does to a type-0 device: sizes each BAR by writing ones, gives out naturally aligned addresses, the
/// largest first, and enables decoding and mastering (PCI 2.2, 6.2.5).
/// </summary>
public static class BarEnumerator
{
    private const int FirstBar = 0x10;
    private const int LastBar = 0x24;
    private const int Command = 0x04;
    private const uint EnableAll = 7;

    /// <summary>
    /// Places memory BARs in [<paramref name="memory"/>, <paramref name="memoryEnd"/>) and I/O BARs from <paramref
    /// name="io"/>; returns them in order of offset.
    /// </summary>
    public static IReadOnlyList<AssignedBar> Assign(
        IConfigurationSpace device, ulong memory, ulong memoryEnd, uint io = 0x1000)
    {
        List<AssignedBar> found = [];
        for (int offset = FirstBar; offset <= LastBar; offset += 4)
        {
            device.Write(offset, uint.MaxValue);
            uint value = device.Read(offset);
            bool isIo = (value & 1) != 0;
            uint mask = value & (isIo ? ~3u : ~15u);
            if (mask != 0)
            {
                found.Add(new AssignedBar(offset, 0, ~mask + 1, isIo));
            }
        }

        List<AssignedBar> placed = [];
        foreach (AssignedBar bar in found.OrderByDescending(b => b.Bytes).ThenBy(b => b.Offset))
        {
            ulong next = bar.IsIo ? io : memory;
            ulong at = (next + bar.Bytes - 1) / bar.Bytes * bar.Bytes;
            if (!bar.IsIo && at + bar.Bytes > memoryEnd)
            {
                throw new InvalidOperationException(
                    $"BAR 0x{bar.Offset:x2} of 0x{bar.Bytes:x} bytes does not fit between 0x{memory:x} and "
                    + $"0x{memoryEnd:x}");
            }

            device.Write(bar.Offset, (uint)at);
            placed.Add(bar with { Base = (uint)at });
            if (bar.IsIo)
            {
                io = (uint)at + bar.Bytes;
            }
            else
            {
                memory = at + bar.Bytes;
            }
        }

        device.Write(Command, EnableAll);
        return [.. placed.OrderBy(b => b.Offset)];
    }
}
