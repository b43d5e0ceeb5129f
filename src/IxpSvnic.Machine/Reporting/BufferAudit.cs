using IxpSvnic.Chip.Microengines;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// Looks for every receive buffer of the firmware's pool: on the free ring, named by a descriptor, held by a register of an
/// engine, or holding a frame that is still under way. What is in none of these places has leaked; in a run that was cut short
/// it may also be on its way between them, and counts as held.
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
            else if (cut || named.Contains(frame) || registers.Contains(frame) || IsUnderWay(frame))
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

    private bool IsUnderWay(uint frame)
    {
        int tag = machine.Chip.Dram.Tags.At(frame);
        return tag != 0 && machine.Ledger[tag].Outstanding > 0;
    }
}
