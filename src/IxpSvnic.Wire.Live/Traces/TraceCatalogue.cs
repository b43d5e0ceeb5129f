using System.Text;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Live.Traces;

/// <summary>What each generated capture holds.</summary>
internal static class TraceCatalogue
{
    private const int LongestUntagged = 1514;
    private const int LongestTagged = 1518;
    private const int StationCount = 8;
    private const int GatewayNumber = 100;

    // 2012-01-01T00:00:00Z: any fixed moment does.
    private const long Epoch = 1_325_376_000_000_000_000;
    private const long Microsecond = 1_000;

    public static IReadOnlyList<TraceFile> Files { get; } =
    [
        new(
            "two-frames.pcap",
            "One frame of 60 bytes and one of 1514 for the same unicast address, 20 µs apart",
            TwoFrames),
        new(
            "mixed.pcap",
            "240 frames of 42 to 1518 bytes: IPv4 and IPv6, a third tagged, ARP broadcasts, IPv4 and IPv6 multicast, "
                + "8 destination addresses",
            Mixed),
        new(
            "runts-oversize.pcap",
            "25 frames of 0 to 9000 bytes for 3 addresses around every limit: 13/14, 59/60, 1514, 1518/1519",
            RuntsOversize),
        new(
            "interfaces.pcapng",
            "Three named interfaces, nanosecond times, comments and directions, 5 destination addresses",
            Interfaces),
        new(
            "declared-fcs.pcapng",
            "An interface that declares 4 FCS bytes: 12 frames, the fifth and the ninth with a wrong FCS",
            DeclaredFcs),
        new(
            "both-endpoints.pcap",
            "A TCP conversation in both directions, both ends inside, with frames for 3 strangers between",
            BothEndpoints),
        new(
            "both-endpoints.macs",
            "`mac [port]` lines with the two ends of `both-endpoints.pcap`, so that its strangers are unknown",
            BothEndpointsMacs),
        new(
            "line64.pcap",
            "2000 frames of 64 bytes with FCS for 8 addresses in turn, at gigabit line rate (672 ns apart)",
            Line64),
        new("unordered.pcap", "30 frames with equal, backward and faster-than-wire times for 2 addresses", Unordered),
        new("snap-cut.pcap", "12 frames of up to 1514 bytes of which 96 are there", SnapCut),
        new("big-endian.pcap", "16 frames, big-endian headers, microseconds", BigEndian),
        new("gzipped.pcap.gz", "64 frames of 60 to 1514 bytes for 4 addresses, gzipped", Gzipped),
    ];

    private static void TwoFrames(string path, TraceRandom random) => WritePcap(path, writer =>
    {
        Station[] ends = Stations(random, 1);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        writer.Write(Epoch, crafter.Udp4(gateway, ends[0], EthernetFrame.MinimumLength));
        writer.Write(Epoch + (20 * Microsecond), crafter.Udp4(gateway, ends[0], LongestUntagged));
    });

    private static void Mixed(string path, TraceRandom random) => WritePcap(path, writer =>
    {
        Station[] ends = Stations(random, StationCount);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        long time = Epoch;
        for (int i = 0; i < 240; i++)
        {
            Station to = ends[random.Between(0, StationCount - 1)];
            ushort? vlan = random.Between(0, 2) == 0 ? (ushort)random.Between(1, 4094) : null;
            int longest = vlan is null ? LongestUntagged : LongestTagged;
            writer.Write(time, random.Between(0, 11) switch
            {
                0 => FrameCrafter.ArpRequest(gateway, to),
                1 => crafter.Udp4(
                    gateway, Station.Ipv4Group((byte)random.Between(1, 9)), random.Between(60, longest), vlan),
                2 => crafter.Udp6(
                    gateway, Station.Ipv6Group((byte)random.Between(1, 9)), random.Between(66, longest), vlan),
                3 or 4 or 5 => crafter.Udp6(gateway, to, random.Between(66, longest), vlan),
                6 => crafter.Udp4(gateway, to, longest, vlan),
                7 => crafter.Udp4(gateway, to, random.Between(46, 64), vlan),
                _ => crafter.Udp4(gateway, to, random.Between(60, longest), vlan),
            });
            time += random.Between(1_000, 30_000);
        }
    });

    private static void RuntsOversize(string path, TraceRandom random) => WritePcap(path, writer =>
    {
        Station[] ends = Stations(random, 3);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        int[] lengths =
        [
            60, 0, 1, 6, 12, 13, 14, 15, 18, 42, 59, 60, 61, 64, 1513,
            1514, 1515, 1517, 1518, 1519, 1522, 1600, 4096, 9000, 60,
        ];
        for (int i = 0; i < lengths.Length; i++)
        {
            writer.Write(Epoch + (i * 100 * Microsecond), crafter.Raw(gateway, ends[i % ends.Length], lengths[i]));
        }
    });

    private static void Interfaces(string path, TraceRandom random)
    {
        Station[] ends = Stations(random, 5);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        using var writer = new PcapngWriter(path);
        string[] names = ["eth0", "eth1", "lab-λ"];
        foreach (string name in names)
        {
            writer.AddInterface(name);
        }

        long time = Epoch;
        for (int i = 0; i < 60; i++)
        {
            bool outbound = random.Between(0, 3) == 0;
            Station end = ends[random.Between(0, ends.Length - 1)];
            byte[] frame = outbound
                ? crafter.Udp4(end, gateway, random.Between(60, 600))
                : crafter.Udp6(gateway, end, random.Between(66, 600));
            byte[] comment = i % 7 == 0 ? Encoding.UTF8.GetBytes($"frame {i} of {names[i % 3]}") : [];
            writer.Write(
                time, frame, i % 3, -1, comment, outbound ? FrameDirection.Outbound : FrameDirection.Inbound);
            time += random.Between(7_000, 20_001);
        }

        writer.Complete();
    }

    private static void DeclaredFcs(string path, TraceRandom random)
    {
        Station[] ends = Stations(random, 2);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        using var writer = new PcapngWriter(path);
        writer.AddInterface("wire", EthernetFrame.FcsLength);
        for (int i = 0; i < 12; i++)
        {
            byte[] frame =
                [.. crafter.Udp4(gateway, ends[i % 2], random.Between(60, 400)), .. new byte[EthernetFrame.FcsLength]];
            Fcs.Seal(frame);
            if (i is 4 or 8)
            {
                frame[random.Between(20, frame.Length - 1)] ^= (byte)(1 << random.Between(0, 7));
            }

            writer.Write(Epoch + (i * 10 * Microsecond), frame, 0);
        }

        writer.Complete();
    }

    private static void BothEndpoints(string path, TraceRandom random) => WritePcap(path, writer =>
    {
        var conversation = new Conversation(random, writer, Epoch);
        conversation.Play(exchanges: 20);
    });

    private static void BothEndpointsMacs(string path, TraceRandom random)
    {
        // The capture's own file in the same folder names the two ends: the first question and its answer.
        string capture = Path.ChangeExtension(path, ".pcap");
        using CaptureReader reader = CaptureReader.Open(capture);
        reader.TryRead(out CapturedFrame question);
        EthernetView.TryRead(question.Data, out EthernetView header);
        MacAddress client = header.Source;
        reader.TryRead(out CapturedFrame answer);
        EthernetView.TryRead(answer.Data, out header);
        File.WriteAllText(path, $"# the two ends of {Path.GetFileName(capture)}\n{client} 0\n{header.Source} 0\n");
    }

    private static void Line64(string path, TraceRandom random) => WritePcap(path, writer =>
    {
        Station[] ends = Stations(random, StationCount);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        long spacing = WireTime.OccupancyTicks(64) / WireTime.TicksPerNanosecond;
        for (int i = 0; i < 2000; i++)
        {
            writer.Write(
                Epoch + (i * spacing), crafter.Udp4(gateway, ends[i % StationCount], EthernetFrame.MinimumLength));
        }
    });

    private static void Unordered(string path, TraceRandom random) => WritePcap(path, writer =>
    {
        Station[] ends = Stations(random, 2);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        long time = Epoch;
        for (int i = 0; i < 30; i++)
        {
            writer.Write(time, crafter.Udp4(gateway, ends[random.Between(0, 1)], random.Between(60, 1000)));
            time += (i % 5) switch
            {
                0 => 0,
                1 => 100,
                2 => -5 * Microsecond,
                _ => 30 * Microsecond,
            };
        }
    });

    private static void SnapCut(string path, TraceRandom random)
    {
        const int SnapLength = 96;
        Station[] ends = Stations(random, 2);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        using var writer = new PcapWriter(path, new PcapWriterOptions { SnapLength = SnapLength });
        for (int i = 0; i < 12; i++)
        {
            byte[] frame =
                crafter.Udp4(gateway, ends[i % 2], i == 0 ? LongestUntagged : random.Between(60, LongestUntagged));
            writer.Write(
                Epoch + (i * 20 * Microsecond), frame.AsSpan(0, Math.Min(SnapLength, frame.Length)), frame.Length);
        }

        writer.Complete();
    }

    private static void BigEndian(string path, TraceRandom random) => WritePcap(
        path,
        writer => SomeFrames(writer, random, ends: 2, count: 16),
        new PcapWriterOptions { BigEndian = true, Microseconds = true });

    private static void Gzipped(string path, TraceRandom random) =>
        WritePcap(path, writer => SomeFrames(writer, random, ends: 4, count: 64));

    private static void SomeFrames(PcapWriter writer, TraceRandom random, int ends, int count)
    {
        Station[] stations = Stations(random, ends);
        Station gateway = Station.Draw(random, GatewayNumber);
        var crafter = new FrameCrafter(random);
        for (int i = 0; i < count; i++)
        {
            writer.Write(
                Epoch + (i * 15 * Microsecond),
                crafter.Udp4(
                    gateway, stations[i % ends], random.Between(EthernetFrame.MinimumLength, LongestUntagged)));
        }
    }

    private static Station[] Stations(TraceRandom random, int count)
    {
        var stations = new Station[count];
        for (int i = 0; i < count; i++)
        {
            stations[i] = Station.Draw(random, i + 1);
        }

        return stations;
    }

    private static void WritePcap(string path, Action<PcapWriter> fill, PcapWriterOptions? options = null)
    {
        using var writer = new PcapWriter(path, options);
        fill(writer);
        writer.Complete();
    }
}
