namespace IxpSvnic.Debug.Protocol;

/// <summary>Packets by the text they begin with; the longest that fits counts.</summary>
internal sealed class PacketTable
{
    private readonly Dictionary<string, Func<string, string?>> _rows = new(StringComparer.Ordinal);
    private int _longest;

    /// <summary>A packet; <paramref name="answer"/> gets what follows the prefix and gives the reply, null for none now.</summary>
    public void Add(string prefix, Func<string, string?> answer)
    {
        _rows.Add(prefix, answer);
        _longest = Math.Max(_longest, prefix.Length);
    }

    /// <summary>The reply to a packet; the empty one, "not supported", to what no row knows.</summary>
    public string? Answer(string packet)
    {
        for (int length = Math.Min(_longest, packet.Length); length > 0; length--)
        {
            if (_rows.TryGetValue(packet[..length], out Func<string, string?>? answer))
            {
                return answer(packet[length..]);
            }
        }

        return "";
    }
}
