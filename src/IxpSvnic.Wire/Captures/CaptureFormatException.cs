namespace IxpSvnic.Wire.Captures;

/// <summary>
/// A capture (or another wire input file) that cannot be used; the message names file, place and value.
/// </summary>
public sealed class CaptureFormatException : Exception
{
    /// <summary>Creates the error for a place in <paramref name="file"/>.</summary>
    public CaptureFormatException(string file, long offset, string problem, Exception? inner = null)
        : base(offset < 0 ? $"{file}: {problem}" : $"{file}: byte {offset}: {problem}", inner)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The file as the user named it.</summary>
    public string File { get; }

    /// <summary>
    /// Byte offset of the bad record or field (in the unpacked data where the file is gzipped), −1 when the whole file
    /// is meant.
    /// </summary>
    public long Offset { get; }
}
