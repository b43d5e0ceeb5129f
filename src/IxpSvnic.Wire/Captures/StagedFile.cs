namespace IxpSvnic.Wire.Captures;

/// <summary>
/// An output file written under a temporary name beside its place, so that its name never shows half a file:
/// <see cref="Complete"/> moves it there, <see cref="Abort"/> (or disposal without completion) removes it. Devices are
/// written directly.
/// </summary>
public sealed class StagedFile : IDisposable
{
    /// <summary>What a file in the making is called: its name and this.</summary>
    public const string PartialSuffix = ".partial";

    private readonly string? _partialPath;
    private bool _closed;

    /// <summary>Creates the temporary file; fails like <see cref="FileStream"/> where it cannot.</summary>
    public StagedFile(string path)
    {
        Path = path;
        string full = System.IO.Path.GetFullPath(path);
        bool isDevice = full.StartsWith("/dev/", StringComparison.Ordinal)
            || full.StartsWith("/proc/", StringComparison.Ordinal);
        if (!isDevice && Directory.Exists(full))
        {
            throw new IOException($"'{path}' is a folder");
        }

        _partialPath = isDevice ? null : full + PartialSuffix;
        Stream = new FileStream(
            _partialPath ?? full, isDevice ? FileMode.Open : FileMode.Create,
            FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>The place the file will take.</summary>
    public string Path { get; }

    /// <summary>Unbuffered stream to write through.</summary>
    public Stream Stream { get; }

    /// <summary>Closes the file and moves it into place, over a file already there.</summary>
    public void Complete()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Stream.Dispose();
        if (_partialPath is not null)
        {
            File.Move(_partialPath, Path, overwrite: true);
        }
    }

    /// <summary>Closes and removes the temporary file; what stood in its place stays.</summary>
    public void Abort()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Stream.Dispose();
        if (_partialPath is not null)
        {
            File.Delete(_partialPath);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Abort();
}
