using System.Text;
using IxpSvnic.Arm;
using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Semihosting;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Benchmarks.Arm;

/// <summary>One run of a program on the interpreter.</summary>
/// <param name="Seconds">Processor time of the run, loading not counted.</param>
/// <param name="Instructions">Instructions executed.</param>
/// <param name="Cycles">Core cycles.</param>
/// <param name="Output">What it printed.</param>
internal readonly record struct ArmRun(double Seconds, long Instructions, long Cycles, string Output)
{
    public static ArmRun Measure(string name, byte[] elf, int passes)
    {
        Console outside = new();
        using RamHost host = new(64 << 20, new XscaleParameters(), new RamTiming());
        BareMetalProgram program = new(host, ElfReader.Read(name, elf), new BareMetalOptions
        {
            Semihosting = outside,
            CommandLine = $"{name} {passes}",
        });
        ProcessorClock clock = ProcessorClock.Start();
        ProgramResult result = program.Run(new RunLimits(), () => false);
        double seconds = clock.Seconds;
        return result.End == ProgramEnd.Exited
            ? new ArmRun(seconds, host.Core.InstructionsRetired, host.Core.Cycle, outside.Text.ToString())
            : throw new InvalidOperationException($"{name}: {result.End}: {result.Problem}");
    }

    private sealed class Console : ISemihostingHost
    {
        public StringBuilder Text { get; } = new();

        public void Write(ReadOnlySpan<byte> bytes, bool isError) => Text.Append(Encoding.ASCII.GetString(bytes));

        public int Read(Span<byte> bytes) => 0;

        public byte[]? ReadFile(string path) => null;
    }
}
