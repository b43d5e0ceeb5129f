using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>
/// RAM from 0, a device that counts its reads at 8000_0000, nothing elsewhere. The same latencies, answered at once or later in order of
/// their cycles.
/// </summary>
internal sealed class TestBus(bool asynchronous, int bytes = 0x0020_0000) : IArmBus
{
    public const uint Device = 0x8000_0000;

    private readonly PriorityQueue<(int Token, BusReply Reply), (long Cycle, long Sequence)> _answers = new();
    private long _sequence;
    private long _lastRequest;

    public byte[] Ram { get; } = new byte[bytes];

    /// <summary>Times the device has been read or swapped; also what it answers.</summary>
    public uint DeviceReads { get; private set; }

    public List<(uint Address, uint Value)> DeviceWrites { get; } = [];

    public List<BusRequest> Requests { get; } = [];

    public int Waiting => _answers.Count;

    public uint Word(uint address) => BitConverter.ToUInt32(Ram, (int)address);

    public void SetWord(uint address, uint value) => BitConverter.TryWriteBytes(Ram.AsSpan((int)address), value);

    public bool Submit(in BusRequest request, ref BusReply reply)
    {
        Assert.IsGreaterThanOrEqualTo(_lastRequest, request.Cycle, "requests come in order");
        _lastRequest = request.Cycle;
        Requests.Add(request);
        BusReply answer = Serve(request);
        answer.Cycle = request.Cycle + Latency(request);
        if (!asynchronous)
        {
            reply = answer;
            return true;
        }

        _answers.Enqueue((request.Token, answer), (answer.Cycle, _sequence++));
        return false;
    }

    /// <summary>Tells the core what has been answered by a cycle.</summary>
    public void DeliverUntil(CoreMemory memory, long cycle)
    {
        while (_answers.TryPeek(out _, out (long Cycle, long Sequence) first) && first.Cycle <= cycle)
        {
            DeliverNext(memory);
        }
    }

    public void DeliverNext(CoreMemory memory)
    {
        (int token, BusReply reply) = _answers.Dequeue();
        memory.Complete(token, reply);
    }

    /// <summary>Tells one answer before its turn; returns its cycle.</summary>
    public long DeliverEarly(CoreMemory memory, int token)
    {
        ((int Token, BusReply Reply) Element, (long Cycle, long Sequence) Priority)[] all = [.. _answers.UnorderedItems];
        _answers.Clear();
        _answers.EnqueueRange(all.Where(item => item.Element.Token != token));
        BusReply reply = all.Single(item => item.Element.Token == token).Element.Reply;
        memory.Complete(token, reply);
        return reply.Cycle;
    }

    public bool Peek(uint address, out uint word)
    {
        word = address < Ram.Length ? Word(address) : 0;
        return address < Ram.Length;
    }

    public bool Poke(uint address, uint word)
    {
        if (address >= Ram.Length)
        {
            return false;
        }

        SetWord(address, word);
        return true;
    }

    /// <summary>Differs by address, so that answers overtake each other.</summary>
    private static int Latency(in BusRequest request) =>
        (request.Operation == BusOperation.Write ? 25 : 40) + (int)((request.Address >> 5) * 7 % 31);

    private BusReply Serve(in BusRequest request)
    {
        BusReply reply = default;
        bool device = request.Address >= Device && request.Address < Device + 0x1000;
        if (request.Address >= Ram.Length && !device)
        {
            reply.IsAbort = true;
            return reply;
        }

        switch (request.Operation)
        {
            case BusOperation.Read:
                reply.Data[0] = device ? ++DeviceReads : ReadRam(request.Address, request.Bytes);
                break;
            case BusOperation.ReadLine:
                for (int i = 0; i < LineData.Words; i++)
                {
                    reply.Data[i] = device ? ++DeviceReads : Word(request.Address + (uint)(4 * i));
                }

                break;
            case BusOperation.Swap:
                reply.Data[0] = device ? ++DeviceReads : ReadRam(request.Address, request.Bytes);
                if (!device)
                {
                    for (int i = 0; i < request.Bytes; i++)
                    {
                        Ram[request.Address + i] = (byte)(request.Data[0] >> (8 * i));
                    }
                }

                break;
            default:
                for (int lane = 0; lane < 32; lane++)
                {
                    if ((request.Mask >> lane & 1) != 0 && !device)
                    {
                        Ram[request.Address + lane] = (byte)(request.Data[lane / 4] >> (8 * (lane % 4)));
                    }
                }

                if (device)
                {
                    int word = System.Numerics.BitOperations.TrailingZeroCount(request.Mask) / 4;
                    DeviceWrites.Add((request.Address + (uint)(4 * word), request.Data[word]));
                }

                break;
        }

        return reply;
    }

    private uint ReadRam(uint address, int count)
    {
        uint value = 0;
        for (int i = 0; i < count; i++)
        {
            value |= (uint)Ram[address + i] << (8 * i);
        }

        return value;
    }
}
