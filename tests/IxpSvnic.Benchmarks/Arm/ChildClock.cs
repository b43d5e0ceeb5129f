using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IxpSvnic.Benchmarks.Arm;

/// <summary>Runs a program and takes the processor time it used, whatever else the host does.</summary>
internal static partial class ChildClock
{
    private const int Children = -1;

    public static (double Seconds, string Output) Run(string tool, params string[] arguments)
    {
        double before = ProcessorSeconds();
        ProcessStartInfo start = new(tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["QEMU_AUDIO_DRV"] = "none";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? (ProcessorSeconds() - before, output)
            : throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }

    private static double ProcessorSeconds()
    {
        long[] usage = new long[18];
        if (GetResourceUsage(Children, usage) != 0)
        {
            throw new InvalidOperationException("getrusage failed");
        }

        return usage[0] + usage[2] + ((usage[1] + usage[3]) * 1e-6);
    }

    // User and system time, each seconds and microseconds, stand first.
    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, [Out] long[] usage);
}
