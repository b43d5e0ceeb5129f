using System.Text;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Protocol;

/// <summary>What the debugger asks about the stub and the target, threads included: there is one.</summary>
internal sealed class QueryPackets(IDebugTarget target, Action<string> send)
{
    private const string SupportedFeatures =
        "qXfer:features:read+;QStartNoAckMode+;vContSupported+;swbreak+;hwbreak+";

    // Text of a console packet is hex behind the letter O.
    private const int ConsoleBytes = (PacketReader.MaxPayload - 1) / 2;

    private readonly HashSet<string> _known = [];

    public void AddTo(PacketTable packets)
    {
        packets.Add("qSupported", Supported);
        packets.Add("qXfer:features:read:", ReadFeatures);
        packets.Add("qC", rest => rest.Length == 0 ? "QC1" : "");
        packets.Add("qfThreadInfo", _ => "m1");
        packets.Add("qsThreadInfo", _ => "l");
        packets.Add("qThreadExtraInfo,", rest => IsOurThread(rest) ? Hex.Text("XScale core") : PacketError.Unknown);
        packets.Add("qAttached", _ => "1");
        packets.Add("qRcmd,", Command);
        packets.Add("H", rest => rest.Length > 1 && IsOurThread(rest[1..]) ? "OK" : PacketError.Unknown);
        packets.Add("T", rest => IsOurThread(rest) ? "OK" : PacketError.Unknown);
    }

    /// <summary>The debugger has said that it understands stop replies about this kind of breakpoint.</summary>
    public bool Knows(StopPointKind kind) => _known.Contains(NameOf(kind));

    public static string NameOf(StopPointKind kind) => kind == StopPointKind.HardwareBreakpoint ? "hwbreak" : "swbreak";

    /// <summary>Thread 1, any thread (0) or all (-1).</summary>
    public static bool IsOurThread(string text) => text is "0" or "-1" or "1" or "01";

    private string Supported(string rest)
    {
        foreach (string feature in rest.TrimStart(':').Split(';'))
        {
            if (feature.EndsWith('+'))
            {
                _known.Add(feature[..^1]);
            }
        }

        return $"PacketSize={PacketReader.MaxPayload:x};{SupportedFeatures}";
    }

    private string ReadFeatures(string rest)
    {
        string[] parts = rest.Split(':');
        string[] range = parts[^1].Split(',');
        if (parts.Length != 2 || range.Length != 2 || !Hex.TryNumber(range[0], out uint offset) || !Hex.TryNumber(range[1], out uint length))
        {
            return PacketError.Malformed;
        }

        if (parts[0] != "target.xml")
        {
            return "E00";
        }

        string xml = target.Description.Xml;
        int start = (int)Math.Min(offset, xml.Length);
        int count = (int)Math.Min(Math.Min(length, PacketReader.MaxPayload / 2), xml.Length - start);
        return $"{(start + count < xml.Length ? 'm' : 'l')}{xml.Substring(start, count)}";
    }

    private string Command(string rest)
    {
        if (!Hex.TryBytes(rest, out byte[] bytes))
        {
            return PacketError.Malformed;
        }

        byte[] text = Encoding.UTF8.GetBytes(target.Monitor.Run(Encoding.UTF8.GetString(bytes)));
        for (int i = 0; i < text.Length; i += ConsoleBytes)
        {
            send($"O{Convert.ToHexStringLower(text.AsSpan(i, Math.Min(ConsoleBytes, text.Length - i)))}");
        }

        return "OK";
    }
}
