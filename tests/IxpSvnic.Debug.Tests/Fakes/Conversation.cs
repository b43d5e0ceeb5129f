using System.Text;
using IxpSvnic.Debug.Protocol;

namespace IxpSvnic.Debug.Tests.Fakes;

/// <summary>A session without a line: packets in, replies out.</summary>
internal sealed class Conversation
{
    private readonly StringBuilder _heard = new();

    public Conversation()
        : this(new FakeTarget())
    {
    }

    public Conversation(FakeTarget target)
    {
        Target = target;
        Session = new RemoteSession(target, Run, bytes => _heard.Append(Encoding.Latin1.GetString(bytes)));
    }

    public FakeTarget Target { get; }

    public FakeRun Run { get; } = new();

    public RemoteSession Session { get; }

    /// <summary>Everything sent since the last call.</summary>
    public string Heard()
    {
        string text = _heard.ToString();
        _heard.Clear();
        return text;
    }

    /// <summary>Bytes as they are on the line.</summary>
    public string Raw(params byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            Session.Take(value);
        }

        return Heard();
    }

    /// <summary>A packet; gives the payload of the one reply, or null if there was none. Checks acknowledgement and sum.</summary>
    public string? Ask(string packet)
    {
        string answer = Raw(PacketCodec.Encode(packet));
        Assert.StartsWith("+", answer);
        return answer.Length == 1 ? null : Payload(answer[1..]);
    }

    /// <summary>The payload of one packet on the line.</summary>
    public static string Payload(string line)
    {
        PacketReader reader = new();
        LineEvent last = LineEvent.None;
        foreach (byte value in Encoding.Latin1.GetBytes(line))
        {
            Assert.AreEqual(LineEvent.None, last, line);
            last = reader.Take(value);
        }

        Assert.AreEqual(LineEvent.Packet, last, line);
        return reader.Payload;
    }
}
