using System.Text.Json;
using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Boot;

namespace IxpSvnic.Cli;

/// <summary>Runs a bare-metal program for the command line: its exit code, or a report of what went wrong on standard error.</summary>
internal static class XscaleRunner
{
    /// <summary>The program took an exception it has no vector for, or will never go on.</summary>
    public const int Fault = 70;

    /// <summary>A limit of time or instructions was reached first.</summary>
    public const int LimitReached = 75;

    private const long CoreCycleTicks = 5;

    private static readonly JsonSerializerOptions JsonOptions = new() { WriteIndented = true };

    public static int Run(XscaleRun run, MachineConfig config)
    {
        using IXscaleHost host = run.IsCpuOnly
            ? new RamHost(run.RamBytes, config.Chip.Xscale, config.Ram)
            : new BoardHost(config);
        using StopRequests stop = new();
        using GdbPort? port = GdbPort.Open(run.Gdb, host, () => stop.First.IsCancellationRequested);
        ProgramResult result;
        using (ConsoleOutside outside = new())
        {
            BareMetalProgram program = new(host, run.Image, new BareMetalOptions
            {
                IsReset = run.IsReset,
                IsBigEndian = run.IsBigEndian,
                Semihosting = run.IsSemihosted ? outside : null,
                Debugger = port?.Server,
                CommandLine = run.Arguments.Length == 0 ? run.Image.Name : $"{run.Image.Name} {run.Arguments}",
            });
            result = program.Run(
                new RunLimits(run.MaxInstructions, run.MaxTicks / CoreCycleTicks), () => stop.First.IsCancellationRequested);
        }

        if (result.End != ProgramEnd.Exited)
        {
            Console.Error.WriteLine($"ixpsvnic: {run.Image.Name}: {result.Problem}");
            Console.Error.Write(FaultReport.Write(host.Core, host.Memory, run.Image));
        }

        int exitCode = result.End switch
        {
            ProgramEnd.Exited => result.ExitCode,
            ProgramEnd.Interrupted => ReplayRunner.Interrupted,
            ProgramEnd.InstructionLimit or ProgramEnd.TimeLimit => LimitReached,
            _ => Fault,
        };
        port?.Server.OnExit(exitCode);
        WriteReport(run, config, host, result, exitCode);
        return exitCode;
    }

    private static void WriteReport(XscaleRun run, MachineConfig config, IXscaleHost host, ProgramResult result, int exitCode)
    {
        if (!run.PrintsJson && run.ReportFile is null)
        {
            return;
        }

        string json = JsonSerializer.Serialize(
            new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["program"] = run.Image.Name,
                ["end"] = JsonNamingPolicy.CamelCase.ConvertName(result.End.ToString()),
                ["exitCode"] = exitCode,
                ["problem"] = result.Problem,
                ["programCounter"] = $"0x{host.Core.ProgramCounter:x8}",
                ["instructions"] = host.Core.InstructionsRetired,
                ["cycles"] = host.Core.Cycle,
                ["simulatedSeconds"] = host.Core.Cycle * CoreCycleTicks / 3e9,
                ["set"] = config.Parameters.All.Where(p => p.IsOverridden).ToDictionary(p => p.Name, p => p.Text),
            },
            JsonOptions);
        if (run.PrintsJson)
        {
            Console.Error.WriteLine(json);
        }

        if (run.ReportFile is { } file)
        {
            File.WriteAllText(file, json + "\n");
        }
    }
}
