using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace IxpSvnic.Sim.State;

/// <summary>
/// Walks a machine's state to write it, read it back or hash it. The state hash is the snapshot written into a hasher.
/// </summary>
public sealed class StateVisitor
{
    private readonly Stream? _output;
    private readonly Stream? _input;
    private readonly XxHash128? _hash;

    private StateVisitor(Stream? output, Stream? input, XxHash128? hash)
    {
        _output = output;
        _input = input;
        _hash = hash;
    }

    /// <summary>Values are being replaced by those read.</summary>
    public bool IsRestoring => _input is not null;

    /// <summary>Only architectural state counts; skip statistics and shadow tags.</summary>
    public bool IsHashing => _hash is not null;

    public static StateVisitor Saving(Stream output) => new(output, null, null);

    public static StateVisitor Restoring(Stream input) => new(null, input, null);

    /// <summary>The state hash of a block: 32 hexadecimal digits.</summary>
    public static string Hash(IStateful block)
    {
        XxHash128 hash = new();
        block.Sync(new StateVisitor(null, null, hash));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>A named boundary: a snapshot that does not fit the machine fails here, by name.</summary>
    public void Section(string name)
    {
        byte[] expected = Encoding.ASCII.GetBytes(name);
        byte[] bytes = [.. expected];
        Block<byte>(bytes);
        if (!bytes.AsSpan().SequenceEqual(expected))
        {
            throw new InvalidDataException(
                $"snapshot does not fit this machine: section '{name}' expected, '{Encoding.ASCII.GetString(bytes)}' found");
        }
    }

    public void Value<T>(ref T value)
        where T : unmanaged => Block(MemoryMarshal.CreateSpan(ref value, 1));

    /// <summary>A block of fixed length.</summary>
    public void Block<T>(Span<T> values)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        if (_hash is not null)
        {
            _hash.Append(bytes);
        }
        else if (_input is not null)
        {
            _input.ReadExactly(bytes);
        }
        else
        {
            _output!.Write(bytes);
        }
    }

    public void Block<T>(T[] values)
        where T : unmanaged => Block(values.AsSpan());

    public void Visit(IStateful block) => block.Sync(this);
}
