namespace IxpSvnic.Arm.Semihosting;

/// <summary>The outside that a semihosted program reaches: console and read-only files.</summary>
public interface ISemihostingHost
{
    /// <summary>Writes to standard output, or to standard error.</summary>
    void Write(ReadOnlySpan<byte> bytes, bool isError);

    /// <summary>Reads from standard input; 0 at its end.</summary>
    int Read(Span<byte> bytes);

    /// <summary>The whole content of a file, or null when it cannot be read.</summary>
    byte[]? ReadFile(string path);
}
