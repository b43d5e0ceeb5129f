using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>A FIFO of the UART: 64 bytes, or one while FIFOs are off.</summary>
internal sealed class UartFifo
{
    public const int Depth = 64;

    private readonly byte[] _bytes = new byte[Depth];
    private int _first;

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Add(byte value)
    {
        _bytes[(_first + Count) % Depth] = value;
        Count++;
    }

    public byte Take()
    {
        byte value = _bytes[_first];
        _first = (_first + 1) % Depth;
        Count--;
        return value;
    }

    public void Sync(StateVisitor visitor)
    {
        int count = Count;
        visitor.Block(_bytes);
        visitor.Value(ref _first);
        visitor.Value(ref count);
        Count = count;
    }
}
