using IxpSvnic.Machine.Firmware;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// Counts what is inside at the end of a run from queues and live tags, never by subtraction. A frame under way counts when
/// something outside DRAM holds it (MAC, RBUF, TBUF, bridge, host slot, the sending guest's unfinished slot) or when a scratch
/// ring names its place in DRAM. A frame that only lies in a buffer nobody names is not inside: it breaks the conservation law.
/// In a run that was cut short the engines are in the midst of their work: there every buffer that is not free counts as named.
/// </summary>
internal sealed class InsideAudit(SvNicMachine machine, bool cut)
{
    private const long LineBytes = TagMap.LineBytes;

    public InsideCount Count()
    {
        FirmwareLayout layout = machine.Firmware.Layout;
        Dictionary<int, int> dramLines = CountDramLines(layout);
        HashSet<uint> named = NamedFrames(layout);
        HashSet<int> namedTags = [];
        HashSet<uint> buffers = [];
        foreach (uint address in named)
        {
            namedTags.Add(machine.Chip.Dram.Tags.At(address));
            buffers.Add(address);
        }

        long copies = 0;
        FrameLedger ledger = machine.Ledger;
        for (int tag = 1; tag < ledger.TagLimit; tag++)
        {
            if (!ledger.IsInUse(tag) || ledger[tag].Outstanding == 0)
            {
                continue;
            }

            bool elsewhere = ledger[tag].Live > dramLines.GetValueOrDefault(tag);
            if (elsewhere || namedTags.Contains(tag))
            {
                copies += ledger[tag].Outstanding;
            }
        }

        return new InsideCount(copies, buffers);
    }

    private Dictionary<int, int> CountDramLines(FirmwareLayout layout)
    {
        Dictionary<int, int> lines = [];
        Count(lines, layout["BUFFER_BASE"], layout["BUFFER_COUNT"] << (int)layout["BUFFER_SHIFT"]);
        Count(lines, layout["SEND_BASE"], (long)machine.Hypervisor.Guests.Count << (int)layout["SEND_SHIFT"]);
        return lines;
    }

    private void Count(Dictionary<int, int> lines, long start, long bytes)
    {
        for (long address = start; address < start + bytes; address += LineBytes)
        {
            int tag = machine.Chip.Dram.Tags.At(address);
            if (tag != 0)
            {
                lines[tag] = lines.GetValueOrDefault(tag) + 1;
            }
        }
    }

    private HashSet<uint> NamedFrames(FirmwareLayout layout)
    {
        HashSet<uint> named = [];
        foreach (string ring in (string[])["CLASSIFY", "HOST", "WIRE", "TX"])
        {
            foreach (uint word in machine.Chip.Scratch.Ring((int)layout[$"RING_{ring}"]).Words())
            {
                named.Add(word);
            }
        }

        if (cut)
        {
            HashSet<uint> free = [.. machine.Chip.Scratch.Ring((int)layout["RING_FREE"]).Words()];
            for (uint i = 0; i < layout["BUFFER_COUNT"]; i++)
            {
                uint buffer = (uint)layout["BUFFER_BASE"] + (i << (int)layout["BUFFER_SHIFT"]);
                uint frame = buffer + (uint)layout["BUFFER_FRAME"];
                if (!free.Contains(frame))
                {
                    named.Add(frame);
                }
            }
        }

        return named;
    }
}
