using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Observation;

/// <summary>What a replay sees of its frames: latencies, the drops tap, the followed frame. Nothing in the machine reads it.</summary>
internal sealed class RunObserver(TapFiles? taps, long follow, TextWriter followOutput) : IFrameObserver
{
    private readonly FrameBytes _bytes = new();

    public HopLatencies Latencies { get; } = new();

    /// <summary>Called when a frame's last copy has met its fate.</summary>
    public Action? Settled { get; set; }

    /// <summary>Tells of each frame at its birth what its bytes are (drops are captured from them).</summary>
    public void Keep(int tag, ReadOnlySpan<byte> frame)
    {
        if (taps is not null)
        {
            _bytes.Keep(tag, frame);
        }
    }

    /// <inheritdoc/>
    public void OnHop(int tag, in FrameRecord frame, Hop hop, long time, long argument)
    {
        if (frame.Number == follow)
        {
            Print(time, frame.Born, $"{hop} {Place(hop, argument)}");
        }
    }

    /// <inheritdoc/>
    public void OnDrop(int tag, in FrameRecord frame, DropReason reason, long time)
    {
        taps?.Dropped(_bytes.Of(tag), reason, time);
        if (frame.Number == follow)
        {
            Print(time, frame.Born, $"dropped: {reason}");
        }
    }

    /// <inheritdoc/>
    public void OnSettled(int tag, in FrameRecord frame, long time)
    {
        Latencies.Add(in frame);
        _bytes.Forget(tag);
        if (frame.Number == follow)
        {
            Print(time, frame.Born, $"settled after {frame.Fates} of {frame.Expected} copies");
        }

        Settled?.Invoke();
    }

    private static string Place(Hop hop, long argument) => hop switch
    {
        Hop.WireArrival or Hop.WireDeparture => $"port {argument}",
        Hop.GuestReceived or Hop.GuestSent or Hop.VirtualInterrupt => $"vif {argument}",
        _ => $"0x{argument:x}",
    };

    private void Print(long time, long born, string text) => followOutput.WriteLine(
        $"{Ticks.ToNanoseconds(time),14} ns  +{Ticks.ToNanoseconds(time - born),10} ns  {text}");
}
