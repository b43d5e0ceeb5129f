using IxpSvnic.Board.Wires;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;
using IxpSvnic.Sim.Trace;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Machine.Observation;

/// <summary>
/// Sees a replay's frames: captures, rates, latencies, the followed frame, the trace. Nothing in the machine reads it, and nothing in it
/// changes the machine.
/// </summary>
internal sealed class RunObserver : IFrameObserver, IWireTap, IGuestTap
{
    private readonly SvNicMachine _machine;
    private readonly TapFiles? _taps;
    private readonly TraceRing? _trace;
    private readonly long _follow;
    private readonly TextWriter _followOutput;
    private readonly HopPlaces _places;
    private readonly FrameBytes _bytes = new();
    private readonly PortMeter[] _offered = new PortMeter[SvNicMachine.PortCount];
    private readonly PortMeter[] _achieved = new PortMeter[SvNicMachine.PortCount];
    private readonly PortMeter[] _sent = new PortMeter[SvNicMachine.PortCount];
    private readonly short _dropKind;
    private byte[] _born = [];

    public RunObserver(SvNicMachine machine, TapFiles? taps, TraceRing? trace, long follow, TextWriter followOutput)
    {
        _machine = machine;
        _taps = taps;
        _trace = trace;
        _follow = follow;
        _followOutput = followOutput;
        _places = new HopPlaces(machine);
        if (trace is not null)
        {
            trace.AddSource("frame");
            foreach (Hop hop in Enum.GetValues<Hop>())
            {
                trace.AddKind(hop.ToString());
            }

            _dropKind = trace.AddKind("Dropped");
        }

        machine.Ledger.Observer = this;
        for (int port = 0; port < SvNicMachine.PortCount; port++)
        {
            machine.Wires[port].A.Tap = this;
            machine.Wires[port].B.Tap = this;
            machine.Players[port].NotSent = KeepNotSent;
        }

        foreach (Host.Virtualization.VifGuest guest in machine.Hypervisor.Guests)
        {
            guest.Driver.Tap = this;
        }
    }

    public HopLatencies Latencies { get; } = new();

    public LossTally Lost { get; } = new();

    /// <summary>The frame to follow was born.</summary>
    public bool FollowedWasSeen { get; private set; }

    /// <summary>When the first frame was born; -1 = none was.</summary>
    public long FirstBorn { get; private set; } = -1;

    /// <summary>Called when a frame's last copy has met its fate.</summary>
    public Action? Settled { get; set; }

    /// <summary>Receives what leaves a wire, without FCS.</summary>
    public Action<int, byte[]>? WireOut { get; set; }

    public ref readonly PortMeter Offered(int port) => ref _offered[port];

    public ref readonly PortMeter Achieved(int port) => ref _achieved[port];

    public ref readonly PortMeter Sent(int port) => ref _sent[port];

    /// <inheritdoc/>
    public void OnFrame(WireEnd sender, ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit)
    {
        ReadOnlySpan<byte> frame = frameWithFcs[..^EthernetFrame.FcsLength];
        for (int port = 0; port < SvNicMachine.PortCount; port++)
        {
            if (ReferenceEquals(sender, _machine.Wires[port].B))
            {
                _offered[port].Add(frameWithFcs.Length, firstBit, lastBit);
                _taps?.WireIn(port, frame, lastBit);
                if (_taps is not null && tag != 0)
                {
                    _bytes.Keep(tag, frame);
                }
            }
            else if (ReferenceEquals(sender, _machine.Wires[port].A) && Fcs.IsValid(frameWithFcs))
            {
                _sent[port].Add(frameWithFcs.Length, firstBit, lastBit);
                _taps?.WireOut(port, frame, lastBit);
                WireOut?.Invoke(port, frame.ToArray());
            }
        }
    }

    /// <inheritdoc/>
    public void OnFrame(ReadOnlySpan<byte> frame, int vif, GuestDirection direction, long time)
    {
        if (_taps is null)
        {
            return;
        }

        if (direction == GuestDirection.Receive)
        {
            _taps.GuestReceived(vif, frame, time);
        }
        else
        {
            _taps.GuestSent(vif, frame, time);
            _born = frame.ToArray();
        }
    }

    /// <inheritdoc/>
    public void OnHop(int tag, in FrameRecord frame, Hop hop, long time, long argument)
    {
        if (hop == Hop.GuestSent && _taps is not null)
        {
            _bytes.Keep(tag, _born);
        }

        if (FirstBorn < 0)
        {
            FirstBorn = frame.Born;
        }

        _trace?.Write(time, 0, (short)hop, frame.Number, argument);
        if (frame.Number == _follow)
        {
            FollowedWasSeen = true;
            Print(time, frame.Born, $"{hop,-18} {_places.Of(hop, argument)}");
        }
    }

    /// <inheritdoc/>
    public void OnDrop(int tag, in FrameRecord frame, DropReason reason, long time)
    {
        Lost.Add(in frame, reason, time);
        _taps?.Dropped(_bytes.Of(tag), reason, time);
        _trace?.Write(time, 0, _dropKind, frame.Number, (long)reason);
        if (frame.Number == _follow)
        {
            Print(time, frame.Born, $"{"dropped",-18} {reason}");
        }
    }

    /// <inheritdoc/>
    public void OnSettled(int tag, in FrameRecord frame, long time)
    {
        Latencies.Add(in frame);
        bool arrived = frame.Times[(int)Hop.GuestReceived] >= 0 || frame.Times[(int)Hop.WireDeparture] >= 0;
        if (arrived && frame.Origin == FrameOrigin.Wire)
        {
            _achieved[frame.Source].Add(frame.Length + EthernetFrame.FcsLength, frame.Born, time);
        }

        if (frame.Number == _follow)
        {
            Print(time, frame.Born, $"{"settled",-18} {frame.Fates} of {frame.Expected} copies");
        }

        Settled?.Invoke();
    }

    private void Print(long time, long born, string text) => _followOutput.WriteLine(
        $"{Ticks.ToNanoseconds(time),12} ns {$"+{Ticks.ToNanoseconds(time - born)}",10} ns  {text}");

    private void KeepNotSent(int tag, ReadOnlySpan<byte> frame)
    {
        if (_taps is not null)
        {
            _bytes.Keep(tag, frame);
        }
    }
}
