using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Firmware.Tests.Bench;

/// <summary>A guest that sends given frames in order, each at its time or as soon after as there is room.</summary>
internal sealed class ScriptedGuest : IGuestApplication, IEventTarget
{
    private readonly EventQueue _events;
    private readonly short _id;
    private readonly Queue<(byte[] Frame, long Due)> _frames = new();
    private IGuestPort? _port;

    public ScriptedGuest(EventQueue events)
    {
        _events = events;
        _id = events.Register(this);
    }

    public bool IsDone => _frames.Count == 0;

    public void Send(byte[] frame, long dueNanoseconds)
    {
        _frames.Enqueue((frame, Ticks.FromNanoseconds(dueNanoseconds)));
        _events.Schedule(Math.Max(_events.Now, Ticks.FromNanoseconds(dueNanoseconds)), _id, 0);
    }

    public void Start(IGuestPort port) => _port = port;

    public bool IsReady(IGuestPort port) => true;

    public void Receive(ReadOnlySpan<byte> frame, IGuestPort port, long now)
    {
    }

    public void OnSendReady(IGuestPort port, long now) => Play();

    public void Handle(in SimEvent e) => Play();

    public void Sync(StateVisitor visitor)
    {
    }

    private void Play()
    {
        while (_frames.TryPeek(out (byte[] Frame, long Due) next)
            && next.Due <= _events.Now
            && _port!.TrySend(next.Frame))
        {
            _frames.Dequeue();
        }
    }
}
