using System.Text;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Protocol;

/// <summary>
/// One debugger's connection: GDB's remote serial protocol (GDB manual, appendix E) without sockets or time. The program is process 1
/// with one thread. Registers go over the line in the byte order that the target had when the debugger came.
/// *Not modelled:* non-stop mode, extended mode, reverse execution, tracepoints, files.
/// </summary>
public sealed class RemoteSession
{
    private readonly PacketReader _reader = new();
    private readonly PacketTable _packets = new();
    private readonly IRunControl _run;
    private readonly Action<byte[]> _send;
    private readonly BreakpointPackets _breakpoints;
    private readonly QueryPackets _queries;
    private byte[] _last = [];
    private bool _acknowledges = true;
    private bool _awaitsStop;

    public RemoteSession(IDebugTarget target, IRunControl run, Action<byte[]> send)
    {
        _run = run;
        _send = send;
        _breakpoints = new BreakpointPackets(target);
        _breakpoints.AddTo(_packets);
        new RegisterPackets(target, target.IsBigEndian).AddTo(_packets);
        new MemoryPackets(target).AddTo(_packets);
        new ResumptionPackets(target, run, () => _awaitsStop = true).AddTo(_packets);
        _queries = new QueryPackets(target, SendPacket);
        _queries.AddTo(_packets);
        _packets.Add("?", rest => rest.Length == 0 ? Describe(run.LastStop) : PacketError.Malformed);
        _packets.Add("QStartNoAckMode", _ => StopAcknowledging());
    }

    /// <summary>Takes a byte from the line, and answers when it completes something.</summary>
    public void Take(byte value)
    {
        switch (_reader.Take(value))
        {
            case LineEvent.Packet:
                Acknowledge('+');
                Answer(_reader.Payload);
                break;
            case LineEvent.BadSum:
                Acknowledge('-');
                break;
            case LineEvent.Overlong:
                Acknowledge('+');
                SendPacket(PacketError.Overlong);
                break;
            case LineEvent.Refusal when _last.Length > 0 && _acknowledges:
                _send(_last);
                break;
            case LineEvent.Interrupt when _run.IsRunning:
                _run.Interrupt();
                break;
        }
    }

    /// <summary>The program stands still, or has ended: tells the debugger if it waits for that.</summary>
    public void Report(in StopEvent stop)
    {
        if (_awaitsStop)
        {
            _awaitsStop = false;
            SendPacket(Describe(in stop));
        }
    }

    /// <summary>Prints a line at the debugger while it waits for a stop.</summary>
    public void Print(string text)
    {
        if (_awaitsStop)
        {
            SendPacket($"O{Hex.Text(text)}");
        }
    }

    /// <summary>The debugger is gone: nothing stops the program any more.</summary>
    public void Close() => _breakpoints.RemoveAll();

    private void Answer(string packet)
    {
        if (_packets.Answer(packet) is { } reply)
        {
            SendPacket(reply);
        }
    }

    private string Describe(in StopEvent stop) => stop.Cause switch
    {
        StopCause.Exit => $"W{stop.Number & 0xff:x2}",
        StopCause.Breakpoint when _queries.Knows(stop.Point.Kind) => $"T{stop.Number:x2}thread:1;{QueryPackets.NameOf(stop.Point.Kind)}:;",
        StopCause.Watchpoint => $"T{stop.Number:x2}thread:1;{WatchName(stop.Point.Kind)}:{stop.Point.Address:x};",
        _ => $"T{stop.Number:x2}thread:1;",
    };

    private static string WatchName(StopPointKind kind) => kind switch
    {
        StopPointKind.ReadWatchpoint => "rwatch",
        StopPointKind.AccessWatchpoint => "awatch",
        _ => "watch",
    };

    private string? StopAcknowledging()
    {
        SendPacket("OK");
        _acknowledges = false;
        return null;
    }

    private void Acknowledge(char sign)
    {
        if (_acknowledges)
        {
            _send(Encoding.Latin1.GetBytes([sign]));
        }
    }

    private void SendPacket(string payload)
    {
        _last = PacketCodec.Encode(payload);
        _send(_last);
    }
}
