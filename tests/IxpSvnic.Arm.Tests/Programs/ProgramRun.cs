using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Semihosting;
using IxpSvnic.Arm.Tests.Qemu;
using IxpSvnic.Arm.Tests.Semihosting;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.Tests.Programs;

/// <summary>Output and exit code of a compiled program, here and under qemu.</summary>
/// <param name="ExitCode">The program's.</param>
/// <param name="Output">Its standard output.</param>
internal sealed record ProgramRun(int ExitCode, string Output)
{
    private const uint SoftwareInterruptVector = 8;
    private const long MostInstructions = 400_000_000;

    public static ProgramRun Semihosted(byte[] elf, string input, string arguments)
    {
        MemoryOutside outside = new(input);
        using RamHost host = new(64 << 20, new XscaleParameters(), new RamTiming());
        BareMetalProgram program = new(host, ElfReader.Read("program", elf), new BareMetalOptions
        {
            Semihosting = outside,
            CommandLine = $"program {arguments}",
        });
        ProgramResult result = program.Run(new RunLimits(MostInstructions), () => false);
        Assert.AreEqual(
            ProgramEnd.Exited, result.End, $"{result.Problem}\n{FaultReport.Write(host.Core, host.Memory, ElfReader.Read("program", elf))}");
        return new ProgramRun(result.ExitCode, outside.Output);
    }

    /// <summary>A program that makes Linux's system calls: write (4) and exit (1).</summary>
    public static ProgramRun WithSystemCalls(byte[] elf)
    {
        using RamHost host = new(64 << 20, new XscaleParameters(), new RamTiming());
        ProgramImage image = ElfReader.Read("program", elf);
        EntryState.Apply(host, image, isReset: false, image.IsBigEndian);
        XscaleCore core = host.Core;
        for (uint vector = 0; vector < 0x20; vector += 4)
        {
            core.AddBreakpoint(vector);
        }

        MemoryOutside outside = new();
        while (core.InstructionsRetired < MostInstructions)
        {
            if (core.Run(core.Cycle + 10_000_000) != RunExit.Breakpoint)
            {
                continue;
            }

            Assert.AreEqual(
                SoftwareInterruptVector, core.ProgramCounter, FaultReport.Write(core, host.Memory, image));
            if (core[7] == 1)
            {
                return new ProgramRun((int)(core[0] & 0xff), outside.Output);
            }

            byte[] bytes = new byte[core[2]];
            for (uint i = 0; i < bytes.Length; i++)
            {
                Assert.IsTrue(host.Memory.DebugRead(core[1] + i, out bytes[i]));
            }

            outside.Write(bytes, false);
            core[0] = core[2];
            uint back = core[14];
            core.Cpsr = core.Spsr;
            core.ProgramCounter = back;
        }

        throw new AssertFailedException($"no end; pc {core.ProgramCounter:x8}");
    }

    public static ProgramRun UnderQemu(byte[] elf, bool isBigEndian, string input, string arguments)
    {
        using TemporaryFolder folder = new();
        string file = folder["program"];
        ExternalTool.WriteExecutable(file, elf);
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (int exitCode, byte[] output, _) = ExternalTool.Run(
            isBigEndian ? "qemu-armeb" : "qemu-arm", System.Text.Encoding.UTF8.GetBytes(input), ["-cpu", "pxa255", file, .. words]);
        return new ProgramRun(exitCode, System.Text.Encoding.Latin1.GetString(output));
    }
}
