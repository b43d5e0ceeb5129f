using IxpSvnic.Wire.Captures;
using SharpPcap;
using SharpPcap.LibPcap;

namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>
/// Records real traffic of an interface into a capture file, in both directions, with nanosecond times.
/// </summary>
public static class LiveCapture
{
    /// <summary>Records until <paramref name="count"/> frames are there or the token is cancelled.</summary>
    /// <param name="interfaceName">The interface.</param>
    /// <param name="filter">A BPF expression, or null for everything.</param>
    /// <param name="count">Frames wanted, or null for no end.</param>
    /// <param name="path">The file: pcapng where the name says so, else pcap; packed where it ends in
    /// <c>.gz</c>.</param>
    /// <param name="stop">Ends the capture; the file is completed.</param>
    /// <param name="started">Called when frames are being taken.</param>
    /// <exception cref="LiveWireException">The interface or the filter cannot be used.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static LiveCaptureResult Record(
        string interfaceName, string? filter, long? count, string path, CancellationToken stop, Action? started = null)
    {
        using LibPcapLiveDevice device = LibPcap.Open(interfaceName, filter, inboundOnly: false, immediate: false);
        using CaptureWriter writer = CreateWriter(path, interfaceName);
        started?.Invoke();
        long wanted = count ?? long.MaxValue;
        long stopNanoseconds = long.MaxValue;
        while (writer.FrameCount < wanted)
        {
            if (stop.IsCancellationRequested && stopNanoseconds == long.MaxValue)
            {
                stopNanoseconds = LibPcap.NowNanoseconds();
            }

            GetPacketStatus status = device.GetNextPacket(out PacketCapture packet);
            if (status == GetPacketStatus.PacketRead)
            {
                // What came before the stop may still be in the kernel's buffer and belongs to the capture.
                long time = LibPcap.NanosecondsOf(packet);
                if (time > stopNanoseconds)
                {
                    break;
                }

                writer.Write(time, packet.Data, LibPcap.OriginalLengthOf(packet));
            }
            else if (status != GetPacketStatus.ReadTimeout)
            {
                writer.Complete();
                throw new LiveWireException(
                    $"interface '{interfaceName}' failed: {device.LastError}; "
                        + $"{writer.FrameCount} frame(s) are in '{path}'");
            }
            else if (stopNanoseconds != long.MaxValue)
            {
                break;
            }
        }

        long lost = LibPcap.LostFrames(device);
        writer.Complete();
        return new LiveCaptureResult(writer.FrameCount, lost);
    }

    private static CaptureWriter CreateWriter(string path, string interfaceName)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (!name.EndsWith(".pcapng", StringComparison.OrdinalIgnoreCase))
        {
            return new PcapWriter(path);
        }

        var writer = new PcapngWriter(path);
        writer.AddInterface(interfaceName);
        return writer;
    }
}
