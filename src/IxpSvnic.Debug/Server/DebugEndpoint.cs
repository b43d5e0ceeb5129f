using System.Globalization;
using System.Net;

namespace IxpSvnic.Debug.Server;

/// <summary>The value of <c>--gdb</c>: a loopback address and a port, 0 for any free one.</summary>
public static class DebugEndpoint
{
    /// <summary>Reads <c>127.0.0.1:PORT</c>; the message of a <see cref="FormatException"/> says what is wrong.</summary>
    public static IPEndPoint Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            throw new FormatException($"--gdb: '{text}' is not 127.0.0.1:PORT with a port from 0 to 65535");
        }

        string host = text[..colon];
        IPAddress? address = host == "localhost" ? IPAddress.Loopback : null;
        if (address is null && !IPAddress.TryParse(host.Trim('[', ']'), out address))
        {
            throw new FormatException($"--gdb: '{host}' is not an address");
        }

        return IPAddress.IsLoopback(address)
            ? new IPEndPoint(address, port)
            : throw new FormatException($"--gdb: '{host}' is not a loopback address, and a debugger may do everything; give 127.0.0.1");
    }
}
