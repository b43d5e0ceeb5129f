using System.Text;
using IxpSvnic.Debug.Protocol;
using IxpSvnic.Debug.Server;

namespace IxpSvnic.Debug.Tests.Fakes;

/// <summary>A line whose debugger says what a test has queued; what is sent to it is kept.</summary>
internal sealed class ScriptedLink : IDebuggerLink
{
    private readonly Queue<LinkEvent> _events = new();

    public StringBuilder Sent { get; } = new();

    public void Connect() => _events.Enqueue(new LinkEvent(LinkEventKind.Connected, []));

    public void Disconnect() => _events.Enqueue(new LinkEvent(LinkEventKind.Disconnected, []));

    public void Say(string packet) => Raw(PacketCodec.Encode(packet));

    public void Raw(params byte[] bytes) => _events.Enqueue(new LinkEvent(LinkEventKind.Data, bytes));

    /// <summary>What has been sent since the last call, acknowledgements included.</summary>
    public string Heard()
    {
        string text = Sent.ToString();
        Sent.Clear();
        return text;
    }

    public bool TryTake(TimeSpan wait, out LinkEvent next) => _events.TryDequeue(out next);

    public void Send(byte[] bytes) => Sent.Append(Encoding.Latin1.GetString(bytes));

    public void Dispose()
    {
    }
}
