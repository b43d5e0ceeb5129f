using System.Text;
using IxpSvnic.Arm.Semihosting;

namespace IxpSvnic.Arm.Tests.Semihosting;

/// <summary>Console and files of a semihosted program, in memory.</summary>
internal sealed class MemoryOutside(string input = "") : ISemihostingHost
{
    private readonly MemoryStream _input = new(Encoding.UTF8.GetBytes(input));
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public string Output => Encoding.Latin1.GetString(_output.ToArray());

    public string Error => Encoding.Latin1.GetString(_error.ToArray());

    public void Write(ReadOnlySpan<byte> bytes, bool isError) => (isError ? _error : _output).Write(bytes);

    public int Read(Span<byte> bytes) => _input.Read(bytes);

    public byte[]? ReadFile(string path) => Files.GetValueOrDefault(path);
}
