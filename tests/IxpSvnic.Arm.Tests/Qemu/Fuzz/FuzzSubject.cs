using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>Runs a random program on the core, in User mode with MMU and caches on, up to its first system call.</summary>
internal static class FuzzSubject
{
    private const uint UserMode = 0x10;

    public static FuzzOutcome Run(FuzzProgram program)
    {
        using RamHost host = new(64 << 20, new XscaleParameters(), new RamTiming());
        EntryState.Apply(host, ElfReader.Read("fuzz", program.Elf), isReset: false, program.Options.IsBigEndian);
        host.Core.Cpsr = UserMode;
        host.Core.AddBreakpoint(program.Done);
        for (uint vector = 0; vector < 0x20; vector += 4)
        {
            host.Core.AddBreakpoint(vector);
        }

        RunExit exit;
        do
        {
            exit = host.Core.Run(host.Core.Cycle + 1_000_000_000);
        }
        while (exit == RunExit.Limit);
        Assert.AreEqual(RunExit.Breakpoint, exit);
        if (host.Core.ProgramCounter != program.Done)
        {
            throw new AssertFailedException(
                $"seed {program.Options.Seed}: exception {host.Core.ProgramCounter:x2} after "
                + $"{host.Core[14]:x8}: {string.Join(' ', host.Core.LastInstructions.Select(a => $"{a:x8}"))}");
        }

        byte[] bytes = new byte[program.LogBytes + program.SandboxBytes];
        Read(host, program.LogAddress, bytes.AsSpan(0, program.LogBytes));
        Read(host, program.SandboxAddress, bytes.AsSpan(program.LogBytes));
        return new FuzzOutcome(bytes, host.Core.InstructionsRetired);
    }

    private static void Read(RamHost host, uint address, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            Assert.IsTrue(host.Memory.DebugRead(address + (uint)i, out bytes[i]));
        }
    }
}
