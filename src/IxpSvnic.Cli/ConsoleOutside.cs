using IxpSvnic.Arm.Semihosting;

namespace IxpSvnic.Cli;

/// <summary>The real console and files for a semihosted program. Output is gathered and written when it is much, or when input is asked for.</summary>
internal sealed class ConsoleOutside : ISemihostingHost, IDisposable
{
    private readonly Stream _input = Console.OpenStandardInput();
    private readonly BufferedStream _output = new(Console.OpenStandardOutput(), 1 << 16);
    private readonly Stream _error = Console.OpenStandardError();
    private readonly bool _isTerminal = !Console.IsOutputRedirected;

    public void Write(ReadOnlySpan<byte> bytes, bool isError)
    {
        if (isError)
        {
            _output.Flush();
            _error.Write(bytes);
            return;
        }

        _output.Write(bytes);
        if (_isTerminal)
        {
            _output.Flush();
        }
    }

    public int Read(Span<byte> bytes)
    {
        _output.Flush();
        return _input.Read(bytes);
    }

    public byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
        _error.Dispose();
    }
}
