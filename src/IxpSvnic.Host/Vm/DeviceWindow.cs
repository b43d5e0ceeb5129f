using System.Buffers.Binary;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Vm;

/// <summary>
/// A guest's view of its send area behind the bridge: a write-combining window. Stores become posted writes of whole or
/// part 64-byte lines, in order. What the processor's posting buffer does not take waits here and stalls the guest.
/// </summary>
public sealed class DeviceWindow(IHostCpuPort port, uint busAddress, int capacityLines) : IStateful
{
    private readonly PostedLine[] _lines = new PostedLine[capacityLines];
    private readonly int[] _tags = new int[capacityLines];
    private int _head;
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>
    /// Stores bytes of the frame named by <paramref name="tag"/> (0 = none) at an offset of the area.
    /// </summary>
    public void Write(int offset, ReadOnlySpan<byte> data, int tag)
    {
        while (data.Length > 0)
        {
            uint address = busAddress + (uint)offset;
            int part = Math.Min(data.Length, PostedLine.MaxBytes - (int)(address & (PostedLine.MaxBytes - 1)));
            Add(address, data[..part], tag);
            data = data[part..];
            offset += part;
        }
    }

    public void WriteWord(int offset, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        Write(offset, bytes, 0);
    }

    /// <summary>Starts a read of a word; it completes after every write posted before it.</summary>
    public void StartRead(int offset, IHostCpuClient client, long cookie) =>
        port.StartRead(busAddress + (uint)offset, client, cookie);

    /// <summary>
    /// Hands waiting lines to the processor's buffer. False: it is full, try again at <see cref="RoomAt"/>.
    /// </summary>
    public bool Flush()
    {
        while (_count > 0)
        {
            ref PostedLine line = ref _lines[_head];
            ReadOnlySpan<byte> data = line.Data;
            if (!port.TryPostWrite(line.Address, data[..line.Length], _tags[_head]))
            {
                return false;
            }

            _head = (_head + 1) % _lines.Length;
            _count--;
        }

        return true;
    }

    public long RoomAt => port.RoomAt;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        if (visitor.IsRestoring)
        {
            _head = 0;
        }

        for (int i = 0; i < _count; i++)
        {
            int index = (_head + i) % _lines.Length;
            visitor.Value(ref _lines[index]);
            if (!visitor.IsHashing)
            {
                visitor.Value(ref _tags[index]);
            }
        }
    }

    private void Add(uint address, ReadOnlySpan<byte> data, int tag)
    {
        if (_count == _lines.Length)
        {
            throw new InvalidOperationException(
                $"more than {_lines.Length} lines wait for the processor's posting buffer");
        }

        int index = (_head + _count) % _lines.Length;
        ref PostedLine line = ref _lines[index];
        line = default;
        line.Address = address;
        line.Length = data.Length;
        data.CopyTo(line.Data);
        _tags[index] = tag;
        _count++;
    }
}
