using IxpSvnic.Machine.Replay;
using IxpSvnic.Wire.Live.Interfaces;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli;

/// <summary>The live ends of a replay's wires: inputs from interfaces, output into one.</summary>
internal sealed class LiveWires : IDisposable
{
    private readonly LiveSink? _sink;

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

    public IFrameSource Open(CaptureArgument capture) => new LiveSource(
        capture.Source[CaptureArgument.LivePrefix.Length..], new LiveSourceOptions { Port = capture.Port });

    public void Dispose() => _sink?.Dispose();
}
