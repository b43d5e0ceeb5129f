using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Host.Queues;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine.Observation;

/// <summary>Says in words where a hop's argument is: the memory and address, the ring's or queue's slot.</summary>
internal sealed class HopPlaces(SvNicMachine machine)
{
    private const int PageBytes = 4096;
    private const int EntryWords = 2;

    public string Of(Hop hop, long argument) => hop switch
    {
        Hop.WireArrival or Hop.WireDeparture => $"port {argument}",
        Hop.GuestReceived or Hop.GuestSent or Hop.VirtualInterrupt => $"vif {argument}",
        Hop.RbufElement => $"rbuf byte 0x{argument:x}",
        Hop.TbufElement => $"tbuf byte 0x{argument:x}",
        Hop.RingHandOff => $"dram 0x{argument:x8}, to {Tail("RING_CLASSIFY")}",
        Hop.HostMemory => $"host 0x{argument:x9}{ReceiveSlot(argument)}",
        Hop.BusGranted => $"bus 0x{argument:x8}{BusSlot(argument)}",
        Hop.DmaIssued => OfReceiveBoard(argument) is { Length: > 0 } slot
            ? $"board 0x{argument:x8}{slot}"
            : $"dram 0x{argument:x8}{From("RING_HOST", argument)}",
        Hop.Demux => $"dram 0x{argument:x8}{From("RING_CLASSIFY", argument)}",
        Hop.Scheduled => $"dram 0x{argument:x8}{From("RING_WIRE", argument)}",
        Hop.Translated => $"bus 0x{argument:x8}{BusSlot(argument)}",
        _ => $"dram 0x{argument:x8}",
    };

    // The trace point stands before the put, so the tail is where the descriptor goes unless another context comes first.
    private string Tail(string name)
    {
        int number = (int)machine.Firmware.Layout[name];
        ScratchRing ring = machine.Chip.Scratch.Ring(number);
        return $"ring {number} with {ring.Count} words, tail at word {ring.Tail >> 2}";
    }

    // The entry last taken that names the frame; taken words stay where they were until the ring comes round.
    private string From(string name, long frame)
    {
        int number = (int)machine.Firmware.Layout[name];
        ScratchRing ring = machine.Chip.Scratch.Ring(number);
        int words = ring.Capacity;
        int head = (int)(ring.Head >> 2);
        for (int back = EntryWords; back <= words - ring.Count; back += EntryWords)
        {
            int word = (head - back) & (words - 1);
            if (ring.Word(word) == (uint)frame)
            {
                return $", from ring {number} slot {word / EntryWords}";
            }
        }

        return "";
    }

    private string ReceiveSlot(long address)
    {
        foreach (VifGuest guest in machine.Hypervisor.Guests)
        {
            VifLayout layout = guest.Layout;
            for (int page = 0; page < layout.ReceiveMachinePages.Count; page++)
            {
                long offset = address - layout.ReceiveMachinePages[page];
                if (offset is >= 0 and < PageBytes)
                {
                    return Slot(layout, ((long)page * PageBytes) + offset);
                }
            }
        }

        return "";
    }

    private string BusSlot(long address)
    {
        foreach (VifGuest guest in machine.Hypervisor.Guests)
        {
            VifLayout layout = guest.Layout;
            long offset = address - layout.ReceiveBusAddress;
            if (offset >= 0 && offset < layout.ReceiveAreaBytes)
            {
                return Slot(layout, offset);
            }
        }

        return OfReceiveBoard(address);
    }

    private string OfReceiveBoard(long address)
    {
        foreach (VifGuest guest in machine.Hypervisor.Guests)
        {
            VifLayout layout = guest.Layout;
            long offset = address - layout.ReceiveBoardAddress;
            if (offset >= 0 && offset < layout.ReceiveAreaBytes)
            {
                return Slot(layout, offset);
            }
        }

        return "";
    }

    private static string Slot(VifLayout layout, long offset) => offset < QueueLayout.SlotsOffset
        ? $", vif {layout.Vif} receive queue head"
        : $", vif {layout.Vif} receive slot {(offset - QueueLayout.SlotsOffset) / layout.ReceiveSlotBytes}";
}
