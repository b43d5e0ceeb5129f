using System.Buffers.Binary;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Memory;

/// <summary>
/// The host's main memory by machine address: plain bytes in address order, backed on first touch, with the shadow tags
/// of the frames whose bytes it holds. Tables of the host's own are little-endian, words shared with the device
/// big-endian.
/// <para>Not modelled: caches, memory bandwidth, error correction.</para>
/// </summary>
public sealed class HostMemory(FrameLedger ledger, long bytes) : IStateful, IDisposable
{
    public const int PageBits = 12;
    public const int PageBytes = 1 << PageBits;

    private readonly FlatMemory _bytes = new(bytes);

    public long Length => _bytes.Length;

    public TagMap Tags { get; } = new(ledger, bytes);

    public bool Holds(ulong machine, int length) =>
        machine <= (ulong)Length && (ulong)length <= (ulong)Length - machine;

    public ReadOnlySpan<byte> Read(long machine, int length) => _bytes.Read(machine, length);

    /// <summary>Writes bytes of the frame named by <paramref name="tag"/>, or of none (0).</summary>
    public void Write(long machine, ReadOnlySpan<byte> data, int tag, long now)
    {
        data.CopyTo(_bytes.Write(machine, data.Length));
        Tags.Mark(machine, data.Length, tag, now);
    }

    public uint ReadBigEndian(long machine) => BinaryPrimitives.ReadUInt32BigEndian(_bytes.Read(machine, 4));

    public void WriteBigEndian(long machine, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.Write(machine, 4), value);

    public ulong ReadEntry(long machine) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.Read(machine, 8));

    public void WriteEntry(long machine, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.Write(machine, 8), value);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("host.memory");
        visitor.Visit(_bytes);
        visitor.Visit(Tags);
    }

    public void Dispose() => _bytes.Dispose();
}
