using System.Globalization;

namespace IxpSvnic.Machine.Replay;

/// <summary>
/// One input of a replay: a capture file, <c>live:IFACE</c>, or a journal of live input (<c>journal:FILE</c>, or the file alone),
/// and the port it plays on; a journal knows its ports.
/// </summary>
public sealed record CaptureArgument(string Source, int Port)
{
    public const string LivePrefix = "live:";
    public const string JournalPrefix = "journal:";

    public bool IsLive => Source.StartsWith(LivePrefix, StringComparison.Ordinal);

    public bool IsJournal => Source.StartsWith(JournalPrefix, StringComparison.Ordinal) || (!IsLive && BeginsLikeAJournal(Source));

    /// <summary>The source without its prefix.</summary>
    public string FileName => Source.StartsWith(JournalPrefix, StringComparison.Ordinal) ? Source[JournalPrefix.Length..] : Source;

    /// <summary>
    /// Reads <c>CAPTURE[@PORT]</c>; without a port the k-th argument plays on port k. A file whose name ends in @ and digits
    /// is taken as it stands when it exists.
    /// </summary>
    public static CaptureArgument Parse(string text, int position, int ports)
    {
        if (text.StartsWith('-') && !File.Exists(text))
        {
            throw new ReplayOptionException($"'{text}' is neither an option nor a file");
        }

        int at = text.LastIndexOf('@');
        if (at > 0 && !File.Exists(text)
            && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
        {
            return port < ports
                ? new CaptureArgument(text[..at], port)
                : throw new ReplayOptionException($"'{text}': port {port} does not exist; the board has ports 0 to {ports - 1}");
        }

        return position < ports
            ? new CaptureArgument(text, position)
            : throw new ReplayOptionException(
                $"'{text}' is input {position + 1}; the board has {ports} ports: say which with @PORT");
    }

    private static bool BeginsLikeAJournal(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        Span<byte> head = stackalloc byte[8];
        try
        {
            using FileStream file = File.OpenRead(path);
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("IXPJRNL\n"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
