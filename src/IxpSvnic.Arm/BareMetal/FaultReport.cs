using System.Text;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.BareMetal;

/// <summary>Registers, mode and the way to the end of a program that did not end as it should.</summary>
public static class FaultReport
{
    private static readonly Dictionary<uint, string> Modes = new()
    {
        [0x10] = "User",
        [0x11] = "FIQ",
        [0x12] = "IRQ",
        [0x13] = "SVC",
        [0x17] = "Abort",
        [0x1b] = "Undefined",
        [0x1f] = "System",
    };

    /// <summary>Several lines of text.</summary>
    public static string Write(XscaleCore core, CoreMemory memory, ProgramImage image)
    {
        StringBuilder text = new();
        for (int i = 0; i < 16; i++)
        {
            uint value = i == 15 ? core.ProgramCounter : core[i];
            string name = i switch { 13 => "sp", 14 => "lr", 15 => "pc", _ => $"r{i}" };
            text.Append($"{name,-4}{value:x8}{(i % 4 == 3 ? "\n" : "   ")}");
        }

        uint cpsr = core.Cpsr;
        text.Append($"cpsr {cpsr:x8}: {Flags(cpsr)} {Modes.GetValueOrDefault(cpsr & 0x1f, "?")}{((cpsr & 0x20) != 0 ? " Thumb" : "")}\n");
        text.Append($"{core.InstructionsRetired} instructions, {core.Cycle} cycles; the last instructions, the latest at the end:\n");
        foreach (uint address in core.LastInstructions)
        {
            text.Append($"  {address:x8}  {Bytes(memory, address)}  {image.Symbols.Describe(address)}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Flags(uint cpsr) => string.Concat("NZCVQ".Select((name, i) => (cpsr >> (31 - i) & 1) != 0 ? name : '-'));

    // The word as a number, whatever the byte order.
    private static string Bytes(CoreMemory memory, uint address)
    {
        uint word = 0;
        for (uint i = 0; i < 4; i++)
        {
            if (!memory.DebugRead(((address & ~3u) + i) ^ memory.ByteFlip, out byte value))
            {
                return "????????";
            }

            word |= (uint)value << (int)(8 * i);
        }

        return $"{word:x8}";
    }
}
