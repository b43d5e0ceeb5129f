using IxpSvnic.Chip.Msf;

namespace IxpSvnic.Chip.Tests.Msf;

/// <summary>A port that offers given packets and keeps the bursts sent to it.</summary>
internal sealed class FakePhy(MediaSwitchFabric msf, int address) : ISpi3Phy
{
    private readonly Queue<(byte[] Bytes, int Tag, bool Error)> _packets = [];
    private int _read;

    public List<(byte[] Bytes, Spi3Burst Burst)> Sent { get; } = [];

    public int TransmitRoom { get; set; } = 1 << 20;

    public void Offer(byte[] packet, int tag = 0, bool error = false)
    {
        _packets.Enqueue((packet, tag, error));
        msf.OnReceiveAvailable(address);
    }

    public int ReceiveAvailable(int limit) => _packets.Count == 0 ? 0 : Math.Min(limit, _packets.Peek().Bytes.Length - _read);

    public int Receive(Span<byte> data, out Spi3Burst burst)
    {
        (byte[] bytes, int tag, bool error) = _packets.Peek();
        int count = ReceiveAvailable(data.Length);
        bool start = _read == 0;
        bytes.AsSpan(_read, count).CopyTo(data);
        _read += count;
        bool end = _read == bytes.Length;
        if (end)
        {
            _packets.Dequeue();
            _read = 0;
        }

        burst = new Spi3Burst(start, end, error && end, end ? tag : 0);
        return count;
    }

    public void Transmit(ReadOnlySpan<byte> data, in Spi3Burst burst) => Sent.Add((data.ToArray(), burst));
}
