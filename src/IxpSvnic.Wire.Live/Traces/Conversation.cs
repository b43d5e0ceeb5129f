using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Live.Traces;

/// <summary>
/// A TCP conversation seen from the middle: address resolution, handshake, questions and answers, close; now and then a
/// frame for somebody else.
/// </summary>
internal sealed class Conversation
{
    // The echo service: analysers take random bytes on it for what they are.
    private const ushort ServerPort = 7;
    private const int StrangerCount = 3;
    private const int LongestPayload = 1460;

    private readonly TraceRandom _random;
    private readonly PcapWriter _writer;
    private readonly FrameCrafter _crafter;
    private readonly Station _client;
    private readonly Station _server;
    private readonly Station[] _strangers;
    private readonly ushort _clientPort;
    private uint _clientSequence;
    private uint _serverSequence;
    private long _time;

    public Conversation(TraceRandom random, PcapWriter writer, long startNanoseconds)
    {
        _random = random;
        _writer = writer;
        _crafter = new FrameCrafter(random);
        _client = Station.Draw(random, 1);
        _server = Station.Draw(random, 2);
        _strangers = new Station[StrangerCount];
        for (int i = 0; i < StrangerCount; i++)
        {
            _strangers[i] = Station.Draw(random, 3 + i);
        }

        _clientPort = (ushort)random.Between(49152, 65535);
        _clientSequence = (uint)random.Next();
        _serverSequence = (uint)random.Next();
        _time = startNanoseconds;
    }

    public void Play(int exchanges)
    {
        Add(FrameCrafter.ArpRequest(_client, _server));
        Add(FrameCrafter.ArpReply(_server, _client));
        Say(fromClient: true, 0, new TcpSegment { IsSynchronize = true });
        Say(fromClient: false, 0, new TcpSegment { IsSynchronize = true, IsAcknowledge = true });
        Say(fromClient: true, 0, new TcpSegment { IsAcknowledge = true });
        for (int i = 0; i < exchanges; i++)
        {
            Say(fromClient: true, _random.Between(1, 300), new TcpSegment { IsAcknowledge = true });
            Say(fromClient: false, _random.Between(1, LongestPayload), new TcpSegment { IsAcknowledge = true });
            if (i % 4 == 3)
            {
                Station stranger = _strangers[i / 4 % StrangerCount];
                Add(_crafter.Udp4(_client, stranger, _random.Between(60, 300)));
            }
        }

        Say(fromClient: true, 0, new TcpSegment { IsFinish = true, IsAcknowledge = true });
        Say(fromClient: false, 0, new TcpSegment { IsFinish = true, IsAcknowledge = true });
        Say(fromClient: true, 0, new TcpSegment { IsAcknowledge = true });
    }

    private void Say(bool fromClient, int payload, TcpSegment segment)
    {
        ref uint own = ref fromClient ? ref _clientSequence : ref _serverSequence;
        uint other = fromClient ? _serverSequence : _clientSequence;
        segment = segment with
        {
            SourcePort = fromClient ? _clientPort : ServerPort,
            DestinationPort = fromClient ? ServerPort : _clientPort,
            Sequence = own,
            Acknowledgement = segment.IsAcknowledge ? other : 0,
        };
        Add(fromClient
            ? _crafter.Tcp4(_client, _server, segment, payload)
            : _crafter.Tcp4(_server, _client, segment, payload));

        // SYN and FIN take a sequence number each (RFC 9293, 3.4).
        own += (uint)payload + (segment.IsSynchronize || segment.IsFinish ? 1u : 0u);
    }

    private void Add(byte[] frame)
    {
        _writer.Write(_time, frame);
        _time += _random.Between(15_000, 80_000);
    }
}
