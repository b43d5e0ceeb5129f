using System.Text;
using IxpSvnic.Chip;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Debug.Monitor;

/// <summary>What <c>monitor</c> tells of a chip. Nothing of it changes state.</summary>
public static class ChipMonitor
{
    /// <summary>
    /// Adds the commands. <paramref name="sourceOf"/> gives the source line of a microengine's address where it is known,
    /// <paramref name="vifs"/> the device's virtual interfaces.
    /// </summary>
    public static void AddTo(
        MonitorTable table, Ixp2400 chip, FrameLedger ledger, Func<int, int, string>? sourceOf = null, Func<string>? vifs = null)
    {
        new EngineMonitor(chip.Engines, sourceOf).AddTo(table);
        new QueueMonitor(chip.Scratch, chip.Sram).AddTo(table);
        table.Add("irq", "irq", "registers of the interrupt controller that are not 0", _ => Interrupts(chip));
        table.Add("frames", "frames", "the terms of the conservation law so far", _ => Frames(ledger));
        if (vifs is not null)
        {
            table.Add("vifs", "vifs", "the device's virtual interfaces", _ => vifs());
        }
    }

    private static string Interrupts(Ixp2400 chip)
    {
        StringBuilder text = new();
        foreach (Register register in chip.Peripherals.Interrupts.Registers.All)
        {
            text.Append(register.Value != 0 ? $"{register.Name,-24} {register.Value:x8}\n" : "");
        }

        return text.Append(chip.Peripherals.Interrupts.Irq ? "IRQ asserted" : "IRQ quiet")
            .Append(chip.Peripherals.Interrupts.Fiq ? ", FIQ asserted\n" : ", FIQ quiet\n")
            .ToString();
    }

    private static string Frames(FrameLedger ledger)
    {
        StringBuilder text = new();
        text.Append($"wire in {ledger.WireIn}, guests sent {ledger.GuestSent}, copies {ledger.Copies}; ")
            .Append($"delivered {ledger.Delivered}, wire out {ledger.WireOut}, inside {ledger.Outstanding}, drops {ledger.TotalDrops}\n");
        for (int reason = 1; reason < ledger.Drops.Length; reason++)
        {
            text.Append(ledger.Drops[reason] > 0 ? $"{(DropReason)reason}: {ledger.Drops[reason]}\n" : "");
        }

        return text.ToString();
    }
}
