using System.Globalization;

namespace IxpSvnic.Machine.Replay;

/// <summary>One input of a replay: a capture file or <c>live:IFACE</c>, and the port it plays on.</summary>
public sealed record CaptureArgument(string Source, int Port)
{
    public const string LivePrefix = "live:";

    public bool IsLive => Source.StartsWith(LivePrefix, StringComparison.Ordinal);

    /// <summary>
    /// Reads <c>CAPTURE[@PORT]</c>; without a port the k-th argument plays on port k. A file whose name ends in @ and digits
    /// is taken as it stands when it exists.
    /// </summary>
    public static CaptureArgument Parse(string text, int position, int ports)
    {
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
}
