using System.Runtime.InteropServices;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>Characters that somebody outside has begun to send and that have not been received yet.</summary>
internal sealed class UartLine
{
    private readonly List<byte> _waiting = [];
    private int _first;

    public int Count => _waiting.Count - _first;

    public void Add(byte value)
    {
        if (_first == _waiting.Count)
        {
            _waiting.Clear();
            _first = 0;
        }

        _waiting.Add(value);
    }

    public byte Take() => _waiting[_first++];

    public void Sync(StateVisitor visitor)
    {
        int count = Count;
        visitor.Value(ref count);
        if (visitor.IsRestoring)
        {
            _first = 0;
            CollectionsMarshal.SetCount(_waiting, count);
        }

        visitor.Block(CollectionsMarshal.AsSpan(_waiting).Slice(_first, count));
    }
}
