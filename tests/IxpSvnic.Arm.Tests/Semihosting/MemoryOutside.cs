using System.Text;
using IxpSvnic.Arm.Semihosting;

namespace IxpSvnic.Arm.Tests.Semihosting;

/// <summary>Console and files of a semihosted program, in memory.</summary>
internal sealed class MemoryOutside(string input = "") : ISemihostingHost
{
    private readonly byte[] _input = Encoding.UTF8.GetBytes(input);
    private readonly List<byte> _output = [];
    private readonly List<byte> _error = [];
    private int _position;

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public string Output => Encoding.Latin1.GetString([.. _output]);

    public string Error => Encoding.Latin1.GetString([.. _error]);

    public void Write(ReadOnlySpan<byte> bytes, bool isError) => (isError ? _error : _output).AddRange(bytes);

    public int Read(Span<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _input.Length - _position);
        _input.AsSpan(_position, count).CopyTo(bytes);
        _position += count;
        return count;
    }

    public byte[]? ReadFile(string path) => Files.GetValueOrDefault(path);
}
