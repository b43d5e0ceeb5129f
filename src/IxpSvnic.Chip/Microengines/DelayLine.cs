using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// Writes on their way to a pointer or CSR (write-to-use distances, reference section 4.2). Distances count executed
/// instructions of the engine; an engine that runs out of ready contexts completes them all.
/// </summary>
internal sealed class DelayLine : IStateful
{
    /// <summary>Pseudo CSR: next-neighbour register of this engine written by itself.</summary>
    public const ushort NnRegister = 0x2000;

    /// <summary>Pseudo CSR: NN_PUT as this engine's reads see it.</summary>
    public const ushort NnVisiblePut = 0x2001;

    /// <summary>Pseudo CSR: CRC_REMAINDER as local_csr_rd sees it.</summary>
    public const ushort CrcVisible = 0x2002;

    public const int OrdinaryDistance = 3;

    public const int NnPointerDistance = 4;

    public const int NnSelfDistance = 5;

    public const int CrcReadDistance = 5;

    /// <summary>At most three writes an instruction, at most five instructions pending.</summary>
    private readonly DelayedWrite[] _writes = new DelayedWrite[24];
    private int _count;

    public bool IsEmpty => _count == 0;

    public int Count => _count;

    public void Clear() => _count = 0;

    public void Add(int csr, uint value, int context, int distance) => _writes[_count++] = new DelayedWrite
    {
        Csr = (ushort)csr,
        Value = value,
        Context = (byte)context,
        Remaining = (byte)distance,
    };

    /// <summary>One more instruction is about to execute; false when nothing (more) matures before it.</summary>
    public bool TryMature(out DelayedWrite write)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_writes[i].Remaining == 0)
            {
                write = RemoveAt(i);
                return true;
            }
        }

        write = default;
        return false;
    }

    /// <summary>Counts the instruction about to execute, after what matures has been taken.</summary>
    public void Step()
    {
        for (int i = 0; i < _count; i++)
        {
            _writes[i].Remaining--;
        }
    }

    public bool TryTakeOldest(out DelayedWrite write)
    {
        if (_count == 0)
        {
            write = default;
            return false;
        }

        write = RemoveAt(0);
        return true;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Block(_writes.AsSpan(0, _count));
    }

    private DelayedWrite RemoveAt(int index)
    {
        DelayedWrite write = _writes[index];
        _count--;
        _writes.AsSpan(index + 1, _count - index).CopyTo(_writes.AsSpan(index));
        return write;
    }
}
