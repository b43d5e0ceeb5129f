using System.Text;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Debug.Monitor;

/// <summary>What <c>monitor</c> tells of a core: how it got here, its TLBs and caches.</summary>
internal static class CoreMonitor
{
    public static void AddTo(MonitorTable table, XscaleCore core, XscaleMemory memory)
    {
        uint entry = core.ProgramCounter;
        table.Add("core", "core", "mode, time, interrupt lines, exceptions taken, the last instructions", _ => Describe(core));
        table.Add("tlb", "tlb", "valid entries of both TLBs", _ => Entries("data", memory.DataTlbEntries) + Entries("code", memory.InstructionTlbEntries));
        table.Add("caches", "caches", "lines of the caches, misses and write-backs so far", _ => Caches(memory));
        table.Add("reset", "reset", "core to its entry in Supervisor mode, MMU and caches off; memory stays", _ => Reset(core, memory, entry));
    }

    private static string Describe(XscaleCore core)
    {
        StringBuilder text = new();
        text.Append($"{core.Mode} mode, {(core.IsThumb ? "Thumb" : "ARM")} state{(core.IsIdle ? ", asleep" : "")}\n");
        text.Append($"{core.InstructionsRetired} instructions, {core.Cycle} cycles\n");
        text.Append($"IRQ line {(core.IrqLine ? "high" : "low")}, FIQ line {(core.FiqLine ? "high" : "low")}\n");
        foreach (ArmException kind in Enum.GetValues<ArmException>())
        {
            text.Append(core.ExceptionCount(kind) is > 0 and long count ? $"{kind}: {count}\n" : "");
        }

        text.Append("last instructions, the latest at the end:");
        foreach (uint address in core.LastInstructions)
        {
            text.Append($" {address:x8}");
        }

        return text.Append('\n').ToString();
    }

    private static string Entries(string side, IEnumerable<TlbEntry> entries)
    {
        StringBuilder text = new();
        foreach (TlbEntry entry in entries)
        {
            text.Append($"{side} {entry.Virtual:x8} -> {entry.Physical:x8} {entry.Bytes >> 10,5} KB domain {entry.Domain,2}");
            text.Append($" {(entry.X ? 'X' : '-')}{(entry.C ? 'C' : '-')}{(entry.B ? 'B' : '-')}{(entry.IsLocked ? " locked" : "")}\n");
        }

        return text.Length == 0 ? $"{side}: no valid entry\n" : text.ToString();
    }

    private static string Caches(XscaleMemory memory)
    {
        StringBuilder text = new();
        foreach ((string name, CacheOccupancy use) in memory.CacheOccupancies)
        {
            text.Append($"{name,-12} {use.Valid,4} of {use.Lines} lines valid, {use.DirtyHalves} half lines dirty, {use.Locked} lines locked\n");
        }

        MemoryCounters counts = memory.Counters;
        return text.Append($"misses: code {counts.InstructionMisses}, data {counts.DataMisses}; ")
            .Append($"table walks: code {counts.InstructionTlbMisses}, data {counts.DataTlbMisses}; ")
            .Append($"half lines written back {counts.WriteBacks}, uncached reads {counts.UncachedReads}, writes {counts.BusWrites}\n")
            .ToString();
    }

    private static string Reset(XscaleCore core, XscaleMemory memory, uint entry)
    {
        bool isBigEndian = memory.ByteFlip != 0;
        memory.Reset();
        memory.Control |= isBigEndian ? XscaleMemory.BigEndianControl : 0;
        core.Reset(entry);
        return $"the core is at 0x{entry:x8}\n";
    }
}
