using IxpSvnic.Machine.Replay;
using IxpSvnic.Wire.Live.Interfaces;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli;

/// <summary>The live ends of a replay's wires: inputs from interfaces, output into one.</summary>
internal sealed class LiveWires : IDisposable
{
    private readonly LiveSink? _sink;
    private readonly List<LiveSource> _sources = [];

    public LiveWires(ReplayOptions options)
    {
        if (options.WireOut is { } output)
        {
            if (!output.StartsWith(CaptureArgument.LivePrefix, StringComparison.Ordinal))
            {
                throw new ReplayOptionException($"--wire-out: '{output}' is not live:IFACE");
            }

            _sink = new LiveSink(output[CaptureArgument.LivePrefix.Length..]);
        }
    }

    /// <summary>Takes what leaves a wire, or null.</summary>
    public Action<int, byte[]>? Sink => _sink is null ? null : (_, frame) => _sink.Send(frame);

    /// <summary>What was injected and what the interface refused; null without one.</summary>
    public string? Injected => _sink is null ? null : $"injected {_sink.SentFrames} frames, refused {_sink.LostFrames}";

    public IFrameSource Open(CaptureArgument capture, FrameRules rules)
    {
        LiveSource source = new(
            capture.Source[CaptureArgument.LivePrefix.Length..], new LiveSourceOptions { Port = capture.Port, Rules = rules });
        _sources.Add(source);
        return source;
    }

    /// <summary>Takes no more from the interfaces than has come in.</summary>
    public void Stop() => _sources.ForEach(s => s.Stop());

    public void Dispose() => _sink?.Dispose();
}
