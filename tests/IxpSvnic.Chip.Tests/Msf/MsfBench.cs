using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Tests.Msf;

/// <summary>An MSF with three fake ports and nothing else around it.</summary>
internal sealed class MsfBench
{
    public const int RxControl = 0x0000;
    public const int TxControl = 0x0004;
    public const int Freelist = 0x0030;
    public const int ElementDone = 0x0044;
    public const int RxPollLimit = 0x0048;
    public const int FreelistTimeout = 0x0050;
    public const int TxSequence = 0x0060;
    public const int TxPollLimit = 0x0070;
    public const int ControlA = 0x1800;
    public const int Buffer = 0x2000;
    public const uint Enabled = 0xf00c_0000;

    public MsfBench()
    {
        Fabric = new ChassisFabric(Events, Ledger, Timing, Inbox);
        Msf = new MediaSwitchFabric(Fabric, new MsfTiming());
        Phys = [new(Msf, 0), new(Msf, 1), new(Msf, 2)];
        for (int i = 0; i < Phys.Length; i++)
        {
            Msf.Attach(i, Phys[i]);
        }
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public Ixp2400Timing Timing { get; } = new();

    public RecordingInbox Inbox { get; } = new();

    public ChassisFabric Fabric { get; }

    public MediaSwitchFabric Msf { get; }

    public FakePhy[] Phys { get; }

    /// <summary>Ports 0-2 enabled both ways, elements of 64 &lt;&lt; sizeCode bytes, all free.</summary>
    public void BringUp(int sizeCode = 0, int elements = 128)
    {
        Msf.WriteWord(RxPollLimit, 2);
        Msf.WriteWord(TxPollLimit, 2);
        Msf.WriteWord(RxControl, Enabled | ((uint)sizeCode << 2));
        Msf.WriteWord(TxControl, Enabled | ((uint)sizeCode << 2));
        for (int e = 0; e < Math.Min(elements, 128 >> sizeCode); e++)
        {
            Msf.WriteWord(ElementDone, (uint)e);
        }
    }

    /// <summary>Adds waiting contexts, all with the same registers.</summary>
    public void AddThreads(int count, int me = 0, int context = 0, int register = 0, int signal = 4)
    {
        for (int i = 0; i < count; i++)
        {
            Msf.WriteWord(Freelist, (uint)((signal << 12) | (me << 7) | (context << 4) | register));
        }
    }

    /// <summary>Fills an element and validates it through both control words.</summary>
    public void Send(int element, ReadOnlySpan<byte> bytes, uint flags, int port, int elementBytes = 64)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int at = Buffer + (element * elementBytes) + (i & ~3);
            Msf.WriteWord(at, (uint)bytes[i] << (24 - (8 * (i & 3))), (byte)(1 << (i & 3)));
        }

        Msf.WriteWord(ControlA + (8 * element), ((uint)(bytes.Length & 0xff) << 24) | flags | (uint)port);
        Msf.WriteWord(ControlA + (8 * element) + 4, 0);
    }

    /// <summary>A command that the bus grants now.</summary>
    public int Grant(MicroOp op, uint address, int count, int signal, params ReadOnlySpan<uint> data)
    {
        MeCommand command = new()
        {
            Time = Events.Now,
            Op = op,
            Address = address,
            Count = (byte)count,
            DataWords = (byte)data.Length,
            ByteMask = 0xff,
            Signal = (byte)signal,
        };
        for (int i = 0; i < data.Length; i++)
        {
            command.Data[i] = data[i];
        }

        int slot = Fabric.Pool.Add(in command);
        Msf.Accept(slot, Events.Now + Timing.Cycles(Timing.CommandTransitCycles));
        return slot;
    }

    public byte[] Rbuf(int offset, int bytes)
    {
        uint[] words = new uint[(bytes + 3) / 4];
        Msf.ReadRbuf(offset, words, out _);
        byte[] result = new byte[bytes];
        for (int i = 0; i < bytes; i++)
        {
            result[i] = (byte)(words[i / 4] >> (24 - (8 * (i & 3))));
        }

        return result;
    }

    public long Counter(string name)
    {
        StatisticsSheet sheet = new(Events.Now);
        Msf.Report(sheet);
        return sheet.Counters[name];
    }

    public static byte[] Packet(int length, int seed = 1)
    {
        byte[] packet = new byte[length];
        SeededRandom random = new((ulong)seed);
        for (int i = 0; i < length; i++)
        {
            packet[i] = (byte)random.Next(256);
        }

        return packet;
    }
}
