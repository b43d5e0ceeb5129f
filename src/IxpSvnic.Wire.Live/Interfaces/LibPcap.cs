using System.Net.Sockets;
using System.Runtime.InteropServices;
using IxpSvnic.Wire.Frames;
using PacketDotNet;
using SharpPcap;
using SharpPcap.LibPcap;

namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>The one place that opens libpcap devices and turns its troubles into messages.</summary>
internal static class LibPcap
{
    public const int ReadTimeoutMilliseconds = 50;

    private const string InstallLine = "apt-get install -y libpcap0.8";
    private const int KernelBufferBytes = 16 * 1024 * 1024;

    /// <summary>Runs what needs libpcap.</summary>
    public static T Use<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (IsMissingLibrary(error))
        {
            throw new LiveWireException($"libpcap, which live interfaces need, is missing: {InstallLine}", error);
        }
    }

    /// <summary>Opens an Ethernet interface.</summary>
    /// <param name="name">The interface.</param>
    /// <param name="filter">A BPF expression, or null.</param>
    /// <param name="inboundOnly">Leave out what this host itself sends there.</param>
    /// <param name="immediate">Hand frames over one by one instead of by the bufferful.</param>
    public static LibPcapLiveDevice Open(string name, string? filter, bool inboundOnly, bool immediate) => Use(() =>
    {
        LibPcapLiveDevice device = Find(name);
        try
        {
            device.Open(new DeviceConfiguration
            {
                Mode = DeviceModes.Promiscuous,
                ReadTimeout = ReadTimeoutMilliseconds,
                Snaplen = Captures.CaptureLimits.MaximumRecordLength,
                BufferSize = KernelBufferBytes,
                TimestampResolution = TimestampResolution.Nanosecond,
                Immediate = immediate,
            });
            if (device.LinkType != LinkLayers.Ethernet)
            {
                throw new LiveWireException(
                    $"interface '{name}' has link type {device.LinkType}, only Ethernet will do");
            }

            SetFilter(device, filter);
            if (inboundOnly)
            {
                TakeInboundOnly(device);
            }

            return device;
        }
        catch (PcapException error)
        {
            device.Dispose();
            throw new LiveWireException(
                $"interface '{name}' cannot be opened: {error.Message} "
                    + "(needs root or CAP_NET_RAW, and the interface up)",
                error);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    });

    public static MacAddress? MacOf(LibPcapLiveDevice device) =>
        device.MacAddress?.GetAddressBytes() is { Length: MacAddress.Length } bytes ? MacAddress.Read(bytes) : null;

    public static IEnumerable<string> AddressesOf(LibPcapLiveDevice device)
    {
        foreach (PcapAddress address in device.Addresses)
        {
            if (address.Addr?.ipAddress is
                { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 } ip)
            {
                yield return ip.ToString();
            }
        }
    }

    /// <summary>Unix time in nanoseconds of the clock that libpcap stamps frames with.</summary>
    public static long NowNanoseconds() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Unix time of a frame in nanoseconds.</summary>
    public static long NanosecondsOf(in PacketCapture packet) =>
        decimal.ToInt64(packet.Header.Timeval.Value * 1_000_000_000m);

    /// <summary>Length of a frame on its wire.</summary>
    public static int OriginalLengthOf(in PacketCapture packet) =>
        packet.Header is PcapHeader header
            ? Math.Max((int)header.PacketLength, packet.Data.Length) : packet.Data.Length;

    /// <summary>What libpcap and the interface say they lost; known to be too low under load.</summary>
    public static long LostFrames(LibPcapLiveDevice device)
    {
        ICaptureStatistics statistics = device.Statistics;
        return (long)statistics.DroppedPackets + statistics.InterfaceDroppedPackets;
    }

    private static LibPcapLiveDevice Find(string name)
    {
        LibPcapLiveDeviceList devices = LibPcapLiveDeviceList.New();
        foreach (LibPcapLiveDevice device in devices)
        {
            if (device.Name == name)
            {
                return device;
            }
        }

        string known = devices.Count == 0
            ? "none (root or CAP_NET_RAW needed?)"
            : string.Join(", ", devices.Select(d => d.Name));
        throw new LiveWireException($"no interface '{name}'; there are: {known}");
    }

    private static void SetFilter(LibPcapLiveDevice device, string? filter)
    {
        if (filter is null)
        {
            return;
        }

        if (!PcapDevice.CheckFilter(filter, out string? problem))
        {
            throw new LiveWireException($"'{filter}' is not a BPF filter: {problem}");
        }

        device.Filter = filter;
    }

    // SharpPcap does not offer pcap_setdirection, and the filter "inbound" loses the first frames: libpcap checks those
    // itself, without the packet type that this filter asks for.
    private static unsafe void TakeInboundOnly(LibPcapLiveDevice device)
    {
        const int InboundDirection = 1;
        var setDirection = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(Library(), "pcap_setdirection");
        if (setDirection(device.Handle.DangerousGetHandle(), InboundDirection) != 0)
        {
            throw new LiveWireException(
                $"interface '{device.Name}' cannot be read in one direction: {device.LastError}");
        }
    }

    private static nint Library()
    {
        foreach (string name in new[] { "libpcap.so.0.8", "libpcap.so.1", "libpcap.so.0", "libpcap.so" })
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return library;
            }
        }

        throw new DllNotFoundException("libpcap.so.0.8");
    }

    private static bool IsMissingLibrary(Exception error) =>
        error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
        || (error is TypeInitializationException { InnerException: { } inner } && IsMissingLibrary(inner));
}
