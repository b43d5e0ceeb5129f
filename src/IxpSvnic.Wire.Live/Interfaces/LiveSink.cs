using SharpPcap;
using SharpPcap.LibPcap;

namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>Injects what leaves a wire into an interface. A frame the interface refuses is lost and counted.</summary>
public sealed class LiveSink : IDisposable
{
    private readonly LibPcapLiveDevice _device;

    /// <summary>Opens the interface.</summary>
    /// <exception cref="LiveWireException">The interface cannot be used.</exception>
    public LiveSink(string interfaceName) =>
        // The filter keeps frames nobody will read out of the buffer.
        _device = LibPcap.Open(interfaceName, "less 1", inboundOnly: true, immediate: false);

    /// <summary>Frames handed to the interface.</summary>
    public long SentFrames { get; private set; }

    /// <summary>Frames the interface refused, such as those beyond its MTU.</summary>
    public long LostFrames { get; private set; }

    /// <summary>Injects one frame, without its FCS: the interface adds its own.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        try
        {
            _device.SendPacket(frame, null);
            SentFrames++;
        }
        catch (PcapException)
        {
            LostFrames++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();
}
