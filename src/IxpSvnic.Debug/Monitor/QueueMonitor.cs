using System.Text;
using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Chip.Memory.Sram;

namespace IxpSvnic.Debug.Monitor;

/// <summary>What <c>monitor</c> tells of rings and queues.</summary>
internal sealed class QueueMonitor(Scratchpad scratch, SramChannel[] channels)
{
    public void AddTo(MonitorTable table)
    {
        table.Add("rings", "rings", "scratch rings that have been set up or used", _ => Rings());
        table.Add("queues", "queues", "entries of the SRAM channels' queue arrays that have been loaded", _ => Queues());
    }

    private string Rings()
    {
        StringBuilder text = new();
        for (int i = 0; i < Scratchpad.RingCount; i++)
        {
            ScratchRing ring = scratch.Ring(i);
            if (ring.Base != 0 || ring.Count > 0 || ring.Overflows > 0)
            {
                text.Append($"ring {i,2} base 0x{ring.Base & 0x3fff:x4} {ring.Count,4} of {ring.Capacity,4} words, ")
                    .Append($"head 0x{ring.Head:x3} tail 0x{ring.Tail:x3}{(ring.Status ? ", status set" : "")}")
                    .Append(ring.Overflows > 0 ? $", {ring.Overflows} words lost\n" : "\n");
            }
        }

        return text.Length == 0 ? "no ring is in use\n" : text.ToString();
    }

    private string Queues()
    {
        StringBuilder text = new();
        for (int channel = 0; channel < channels.Length; channel++)
        {
            for (int entry = 0; entry < QArray.Entries; entry++)
            {
                ref readonly QueueDescriptor d = ref channels[channel].Queues[entry];
                if (d.Valid != 0)
                {
                    text.Append($"sram{channel} entry {entry,2}: count {d.Count,5} head 0x{d.Head:x8} tail 0x{d.Tail:x6}")
                        .Append(d.Valid == 7 ? "\n" : $" valid {d.Valid}\n");
                }
            }
        }

        return text.Length == 0 ? "no entry is loaded\n" : text.ToString();
    }
}
