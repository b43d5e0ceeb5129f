using System.Buffers;

namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>
/// Frames between the thread that receives them and the simulation; bounded, a frame too many is refused and counted.
/// </summary>
internal sealed class WaitingRoom(int capacity) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _something = new();
    private readonly (byte[] Bytes, int Length, int OriginalLength, long Arrival)[] _slots =
        new (byte[], int, int, long)[capacity];

    private int _first;
    private int _count;
    private long _refused;
    private bool _closed;

    public long Refused
    {
        get
        {
            lock (_lock)
            {
                return _refused;
            }
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _count == 0;
            }
        }
    }

    public void Add(ReadOnlySpan<byte> bytes, int originalLength, long arrival)
    {
        lock (_lock)
        {
            if (_count == _slots.Length)
            {
                _refused++;
                return;
            }

            byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length, 1));
            bytes.CopyTo(rented);
            _slots[(_first + _count) % _slots.Length] = (rented, bytes.Length, originalLength, arrival);
            _count++;
            _something.Set();
        }
    }

    /// <summary>Takes the oldest frame into the caller's buffer, which grows if it must.</summary>
    public bool TryTake(ref byte[] buffer, out int length, out int originalLength, out long arrival)
    {
        lock (_lock)
        {
            (length, originalLength, arrival) = (0, 0, 0);
            if (_count == 0)
            {
                return false;
            }

            (byte[] bytes, length, originalLength, arrival) = _slots[_first];
            if (buffer.Length < length)
            {
                buffer = new byte[length];
            }

            bytes.AsSpan(0, length).CopyTo(buffer);
            ArrayPool<byte>.Shared.Return(bytes);
            _slots[_first] = default;
            _first = (_first + 1) % _slots.Length;
            _count--;
            if (_count == 0 && !_closed)
            {
                _something.Reset();
            }

            return true;
        }
    }

    /// <summary>Nothing comes any more: nobody need wait.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _something.Set();
        }
    }

    public bool Wait(TimeSpan longest) => _something.Wait(longest);

    public void Dispose() => _something.Dispose();
}
