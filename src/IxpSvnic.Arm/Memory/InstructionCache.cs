using IxpSvnic.Arm.Bus;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// The instruction cache and, as slot 1024, the buffer that holds the line of uncached code being executed. A slot's generation tells the
/// interpreter when its words have changed; it is no state of the machine.
/// </summary>
internal sealed unsafe class InstructionCache : IStateful, IDisposable
{
    /// <summary>The slot of uncached code.</summary>
    public const int BufferSlot = LineTags.Lines;

    public const int Slots = LineTags.Lines + 1;

    private readonly NativeBlock _words = new(Slots * DataCache.LineBytes);
    private readonly uint[] _generations = new uint[Slots];
    private uint _bufferTag;
    private uint _bufferPhysical;
    private uint _generation;

    public LineTags Tags { get; } = new();

    public uint* Words(int slot) => (uint*)(_words.Pointer + slot * DataCache.LineBytes);

    public uint Generation(int slot) => _generations[slot];

    /// <summary>The buffer holds the line of this modified virtual address.</summary>
    public bool BufferHolds(uint address) => _bufferTag == ((address & 0xffff_ffe0) | 1);

    public void SetBuffer(uint address, uint physical)
    {
        _bufferTag = (address & 0xffff_ffe0) | 1;
        _bufferPhysical = physical & 0xffff_ffe0;
    }

    public void EmptyBuffer() => _bufferTag = 0;

    /// <summary>A store to the line that the buffer holds: it has to be read again.</summary>
    public void NoteStore(uint physical)
    {
        if (_bufferPhysical == (physical & 0xffff_ffe0))
        {
            _bufferTag = 0;
        }
    }

    /// <summary>New words for a slot; equal ones keep what has been decoded of them.</summary>
    public void Fill(int slot, in LineData data)
    {
        Span<uint> words = new(Words(slot), LineData.Words);
        ReadOnlySpan<uint> fresh = data;
        if (!fresh.SequenceEqual(words))
        {
            fresh.CopyTo(words);
            Touch(slot);
        }
    }

    /// <summary>The words of a slot have changed.</summary>
    public void Touch(int slot) => _generations[slot] = ++_generation;

    public void Reset()
    {
        Tags.Reset();
        _bufferTag = 0;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Tags);
        visitor.Value(ref _bufferTag);
        visitor.Value(ref _bufferPhysical);
        visitor.Visit(_words);
        if (visitor.IsRestoring)
        {
            _generations.AsSpan().Fill(++_generation);
        }
    }

    public void Dispose() => _words.Dispose();
}
