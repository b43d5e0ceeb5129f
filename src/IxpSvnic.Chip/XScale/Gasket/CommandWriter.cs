using IxpSvnic.Arm.Bus;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>
/// Turns a request of the core into chassis commands (IXP2800 HRM p126-129, p218): a line or word is one read; a store is one
/// command where its byte mask has no holes and is split otherwise; SRAM and scratchpad aliases choose the atomic operation.
/// Each command carries the access's slot as its context, and two signals' worth of answers where it pulls and pushes.
/// </summary>
internal sealed class CommandWriter(CommandRing commands)
{
    private const byte Signal = 2;
    private const byte AllBytes = 0xff;
    private const uint SramOffset = 0x03ff_fffc;
    private const int AliasShift = 26;

    private static readonly MicroOp[] SramStores = [MicroOp.SramWrite, MicroOp.SramClr, MicroOp.SramSet, MicroOp.SramAdd];

    private static readonly MicroOp[] SramSwaps =
        [MicroOp.SramSwap, MicroOp.SramTestAndClr, MicroOp.SramTestAndSet, MicroOp.SramTestAndAdd];

    // By address bits 23:22 from CA00_0000 on; the fifth alias is CB00_0000.
    private static readonly MicroOp[] ScratchStores =
        [MicroOp.ScratchWrite, MicroOp.ScratchClr, MicroOp.ScratchSet, MicroOp.ScratchAdd, MicroOp.ScratchSub];

    private static readonly MicroOp[] ScratchSwaps =
    [
        MicroOp.ScratchSwap, MicroOp.ScratchTestAndClr, MicroOp.ScratchTestAndSet, MicroOp.ScratchTestAndAdd,
        MicroOp.ScratchTestAndSub,
    ];

    /// <summary>A swap of this route is one command; elsewhere it is a read and then a write.</summary>
    public static bool SwapsAtOnce(BusRoute route) => route is BusRoute.Sram or BusRoute.Scratch;

    /// <summary>Appends what a read needs; returns the number of answers to wait for.</summary>
    public int Read(BusRoute route, uint address, int words, byte slot, long time)
    {
        ref MeCommand command = ref Append(slot, time);
        command.Count = (byte)words;
        command.Address = address & ~3u;
        switch (route)
        {
            case BusRoute.Dram:
                command.Op = MicroOp.DramRead;
                command.Address = address & ~7u;
                command.Count = (byte)Math.Max(1, words / 2);
                command.IsD = true;
                break;
            case BusRoute.Sram:
                command.Op = MicroOp.SramRead;
                command.Address = SramAddress(address);
                break;
            case BusRoute.SramQueue:
                command.Op = MicroOp.SramDequeue;
                command.Address = QueueAddress(address);
                command.Count = 1;
                break;
            case BusRoute.SramRing:
                command.Op = MicroOp.SramGet;
                command.Address = ChannelOf(address) | (address & 0xfc);
                command.Count = 1;
                break;
            case BusRoute.SramCsr:
                command.Op = MicroOp.SramCsrRd;
                command.Address = ChannelOf(address) | (address & 0xfffc);
                command.Count = 1;
                break;
            case BusRoute.Scratch:
                command.Op = MicroOp.ScratchRead;
                command.Address = address & 0x3ffc;
                break;
            case BusRoute.ScratchRing:
                command.Op = MicroOp.ScratchGet;
                command.Count = 1;
                break;
            case BusRoute.Cap:
                command.Op = MicroOp.CapRead;
                break;
            case BusRoute.Msf:
                command.Op = MicroOp.MsfRead;
                command.Address = address & 0x3ffc;
                break;
            default:
                command.Op = MicroOp.PciRead;
                break;
        }

        return 1;
    }

    /// <summary>Appends what a store of the masked bytes of a block needs; returns the number of answers.</summary>
    public int Write(BusRoute route, uint block, uint mask, in LineData data, byte slot, long time)
    {
        int unit = route == BusRoute.Dram ? 8 : 4;
        uint whole = unit == 8 ? 0xffu : 0xfu;
        int answers = 0;
        for (int at = 0; at < 32; at += unit)
        {
            uint enables = mask >> at & whole;
            if (enables == 0)
            {
                continue;
            }

            int units = 1;
            while (enables == whole && Combines(route) && at + (unit * units) < 32
                && (mask >> (at + (unit * units)) & whole) == whole)
            {
                units++;
            }

            answers += WriteUnits(route, block + (uint)at, enables, units, in data, at / 4, slot, time);
            at += unit * (units - 1);
        }

        return answers;
    }

    /// <summary>Appends an atomic exchange, or its alias's operation; returns the number of answers.</summary>
    public int Swap(BusRoute route, uint address, uint value, byte slot, long time)
    {
        ref MeCommand command = ref Append(slot, time);
        command.Count = 1;
        command.DataWords = 1;
        command.Data[0] = value;
        if (route == BusRoute.Sram)
        {
            command.Op = SramSwaps[address >> AliasShift & 3];
            command.Address = SramAddress(address);
        }
        else
        {
            command.Op = ScratchSwaps[ScratchAlias(address)];
            command.Address = address & 0x3ffc;
        }

        return 2;
    }

    private static bool Combines(BusRoute route) => route is BusRoute.Dram or BusRoute.Sram or BusRoute.Scratch or BusRoute.Pci;

    private static uint SramAddress(uint address) => (address >> 28 & 3) << 30 | (address & SramOffset);

    private static uint ChannelOf(uint address) => (address >> 22 & 3) << 30;

    private static uint QueueAddress(uint address) => ChannelOf(address) | (address >> 2 & 0x3f) << 24;

    private static int ScratchAlias(uint address) => (int)((address - 0xca00_0000) >> 22);

    // Bit n of the enables is lane n; a command's mask counts from the lowest byte address, bits 31:24.
    private static byte CommandMask(uint enables)
    {
        int mask = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            mask |= (int)(enables >> lane & 1) << ((lane & 4) | (3 - (lane & 3)));
        }

        return (byte)mask;
    }

    private static uint LaneBits(uint enables)
    {
        uint bits = 0;
        for (int lane = 0; lane < 4; lane++)
        {
            bits |= (enables >> lane & 1) != 0 ? 0xffu << (8 * lane) : 0;
        }

        return bits;
    }

    private int WriteUnits(
        BusRoute route, uint address, uint enables, int units, in LineData data, int word, byte slot, long time)
    {
        ref MeCommand command = ref Append(slot, time);
        command.Address = address;
        command.Count = (byte)units;
        bool wide = route == BusRoute.Dram;
        command.DataWords = (byte)(wide ? 2 * units : units);
        for (int i = 0; i < command.DataWords; i++)
        {
            command.Data[i] = data[word + i];
        }

        bool partial = enables != (wide ? 0xffu : 0xfu);
        command.ByteMask = partial ? CommandMask(enables) : AllBytes;
        switch (route)
        {
            case BusRoute.Dram:
                command.Op = MicroOp.DramWrite;
                command.IsD = true;
                return 1;
            case BusRoute.Sram:
                command.Op = SramStores[address >> AliasShift & 3];
                command.Address = SramAddress(address);
                return 1;
            case BusRoute.SramQueue:
                command.Op = MicroOp.SramEnqueue;
                command.Address = QueueAddress(address) | (command.Data[0] >> 2 & 0xff_ffff);
                command.DataWords = 0;
                return 1;
            case BusRoute.SramRing:
                command.Op = MicroOp.SramPut;
                command.Address = ChannelOf(address) | (address & 0xfc);
                return 2;
            case BusRoute.SramCsr:
                command.Op = MicroOp.SramCsrWr;
                command.Address = ChannelOf(address) | (address & 0xfffc);
                break;
            case BusRoute.Scratch:
                command.Op = ScratchStores[ScratchAlias(address)];
                command.Address = address & 0x3ffc;
                break;
            case BusRoute.ScratchRing:
                command.Op = MicroOp.ScratchPut;
                break;
            case BusRoute.Cap:
                command.Op = MicroOp.CapWrite;
                break;
            case BusRoute.Msf:
                command.Op = MicroOp.MsfWrite;
                command.Address = address & 0x3ffc;
                return 1;
            default:
                command.Op = MicroOp.PciWrite;
                return 1;
        }

        // These units take whole longwords only: the other bytes are written as zeros.
        command.Data[0] = partial ? command.Data[0] & LaneBits(enables) : command.Data[0];
        return 1;
    }

    private ref MeCommand Append(byte slot, long time)
    {
        ref MeCommand command = ref commands.Append();
        command.Time = time;
        command.Me = MeCommand.XscaleMaster;
        command.DestMe = MeCommand.XscaleMaster;
        command.Context = slot;
        command.DestContext = slot;
        command.Signal = Signal;
        command.ByteMask = AllBytes;
        return ref command;
    }
}
