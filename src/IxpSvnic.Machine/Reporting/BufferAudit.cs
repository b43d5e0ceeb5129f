using System.Buffers.Binary;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// Looks for every receive buffer of the firmware's pool: on the free ring, named by a descriptor, held by a register of an
/// engine, or holding a frame that is still under way. What is in none of these places has leaked. In a run that was cut short
/// a buffer may also be named anywhere in an engine, or by a command or delivery under way; a word left over
/// there hides a leak of that buffer, so that a leak shows once there are more of them than such words.
/// </summary>
internal sealed class BufferAudit(SvNicMachine machine, bool cut)
{
    public BufferTotals Count(IReadOnlySet<uint> named)
    {
        FirmwareLayout layout = machine.Firmware.Layout;
        int total = (int)layout["BUFFER_COUNT"];
        HashSet<uint> free = [.. machine.Chip.Scratch.Ring((int)layout["RING_FREE"]).Words()];
        HashSet<uint> registers = [];
        foreach (Microengine engine in machine.Chip.Engines)
        {
            Collect(engine, registers);
        }

        if (cut)
        {
            CollectEverywhere(registers);
        }

        int onRing = 0;
        int held = 0;
        for (uint i = 0; i < total; i++)
        {
            uint buffer = (uint)layout["BUFFER_BASE"] + (i << (int)layout["BUFFER_SHIFT"]);
            uint frame = buffer + (uint)layout["BUFFER_FRAME"];
            if (free.Contains(frame))
            {
                onRing++;
            }
            else if ((!cut && named.Contains(frame)) || registers.Contains(frame) || IsUnderWay(frame))
            {
                held++;
            }
        }

        return new BufferTotals(total, onRing, held, total - onRing - held);
    }

    private static void Collect(Microengine engine, HashSet<uint> values)
    {
        for (int context = 0; context < 8; context++)
        {
            for (ushort n = 0; n < 16; n++)
            {
                values.Add(engine.Debug.ReadRegister(new Operand(OperandKind.GprA, n), context));
                values.Add(engine.Debug.ReadRegister(new Operand(OperandKind.GprB, n), context));
                values.Add(engine.Debug.ReadRegister(new Operand(OperandKind.SXfer, n), context));
            }
        }
    }

    // Whatever an engine's saved state or the chip's rings and queues hold.
    private void CollectEverywhere(HashSet<uint> values)
    {
        using MemoryStream stream = new();
        StateVisitor visitor = StateVisitor.Saving(stream);
        foreach (Microengine engine in machine.Chip.Engines)
        {
            visitor.Visit(engine);
        }

        visitor.Visit(machine.Chip.Fabric.Pool);
        ReadOnlySpan<byte> state = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        FirmwareLayout layout = machine.Firmware.Layout;
        uint first = (uint)layout["BUFFER_BASE"];
        uint end = first + ((uint)layout["BUFFER_COUNT"] << (int)layout["BUFFER_SHIFT"]);
        for (int i = 0; i + sizeof(uint) <= state.Length; i++)
        {
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(state[i..]);
            if (value >= first && value < end)
            {
                values.Add(value);
            }
        }

        foreach (string ring in (string[])["CLASSIFY", "HOST", "WIRE", "TX"])
        {
            values.UnionWith(machine.Chip.Scratch.Ring((int)layout[$"RING_{ring}"]).Words());
        }
    }

    private bool IsUnderWay(uint frame)
    {
        int tag = machine.Chip.Dram.Tags.At(frame);
        return tag != 0 && machine.Ledger[tag].Outstanding > 0;
    }
}
