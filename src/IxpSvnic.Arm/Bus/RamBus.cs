using System.Numerics;
using IxpSvnic.Arm.Timing;
using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Bus;

/// <summary>
/// A flat RAM from address 0 that answers at once. Nothing else is on the bus: an access outside ends in an external abort.
/// <para>Not modelled: occupancy; every request costs its own latency only.</para>
/// </summary>
public sealed class RamBus : IArmBus, IStateful, IDisposable
{
    private readonly RamTiming _timing;
    private readonly FlatMemory _memory;

    public RamBus(uint bytes, RamTiming timing)
    {
        _timing = timing;
        _memory = new FlatMemory(bytes);
        Bytes = (uint)_memory.Length;
    }

    /// <summary>Size, a multiple of 4 KB.</summary>
    public uint Bytes { get; }

    /// <inheritdoc/>
    public bool Submit(in BusRequest request, ref BusReply reply)
    {
        reply.Cycle = request.Cycle + Latency(request.Operation);
        reply.IsAbort = request.Address >= Bytes;
        if (reply.IsAbort)
        {
            reply.Data = default;
            return true;
        }

        switch (request.Operation)
        {
            case BusOperation.Read:
                reply.Data[0] = Read(request.Address, request.Bytes);
                break;
            case BusOperation.ReadLine:
                for (int i = 0; i < LineData.Words; i++)
                {
                    reply.Data[i] = _memory.ReadWord(request.Address + (4 * i));
                }

                break;
            case BusOperation.Write:
                Write(request);
                break;
            default:
                reply.Data[0] = Read(request.Address, request.Bytes);
                Write(request.Address, request.Bytes, request.Data[0]);
                break;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Peek(uint address, out uint word)
    {
        bool isRam = (address & ~3u) < Bytes;
        word = isRam ? _memory.ReadWord(address & ~3u) : 0;
        return isRam;
    }

    /// <inheritdoc/>
    public bool Poke(uint address, uint word)
    {
        bool isRam = (address & ~3u) < Bytes;
        if (isRam)
        {
            _memory.WriteWord(address & ~3u, word);
        }

        return isRam;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("ram");
        _memory.Sync(visitor);
    }

    public void Dispose() => _memory.Dispose();

    private int Latency(BusOperation operation) => operation switch
    {
        BusOperation.ReadLine => _timing.LineFillCycles,
        BusOperation.Write => _timing.WriteCycles,
        _ => _timing.ReadCycles,
    };

    private uint Read(uint address, int bytes)
    {
        uint word = _memory.ReadWord(address & ~3u);
        int shift = 8 * (int)(address & 3);
        return bytes switch
        {
            1 => word >> shift & 0xff,
            2 => word >> (shift & 16) & 0xffff,
            _ => word,
        };
    }

    private void Write(uint address, int bytes, uint value)
    {
        uint word = address & ~3u;
        if (bytes == 4)
        {
            _memory.WriteWord(word, value);
            return;
        }

        int shift = 8 * (int)(address & 3);
        uint mask = (bytes == 1 ? 0xffu : 0xffffu) << shift;
        _memory.WriteWord(word, (_memory.ReadWord(word) & ~mask) | (value << shift & mask));
    }

    private void Write(in BusRequest request)
    {
        uint mask = request.Mask;
        while (mask != 0)
        {
            int word = BitOperations.TrailingZeroCount(mask) >> 2;
            uint lanes = mask >> (4 * word) & 0xf;
            mask &= ~(0xfu << (4 * word));
            uint address = request.Address + (4 * (uint)word);
            uint bits = ((lanes & 1) | (lanes << 7 & 0x100) | (lanes << 14 & 0x1_0000) | (lanes << 21 & 0x100_0000)) * 0xff;
            _memory.WriteWord(address, (_memory.ReadWord(address) & ~bits) | (request.Data[word] & bits));
        }
    }
}
