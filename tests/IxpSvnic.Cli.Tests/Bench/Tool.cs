using System.Diagnostics;

namespace IxpSvnic.Cli.Tests.Bench;

/// <summary>Runs a program; a missing one fails the test with the line that installs it.</summary>
internal static class Tool
{
    /// <summary>Exit code, standard output and standard error of a run.</summary>
    public static ToolResult TryRun(string tool, string package, string? folder, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        try
        {
            using Process process = Process.Start(start) ?? throw new InvalidOperationException(tool);
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new ToolResult(process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AssertFailedException($"{tool} is missing: apt-get install -y {package}");
        }
    }

    /// <summary>Standard output of a run that must succeed.</summary>
    public static string Run(string tool, string package, params IEnumerable<string> arguments)
    {
        string[] all = [.. arguments];
        ToolResult result = TryRun(tool, package, null, all);
        Assert.AreEqual(0, result.Code, $"{tool} {string.Join(' ', all)}: {result.Error}");
        return result.Output;
    }

    /// <summary>A folder that a Debian package brings.</summary>
    public static string Folder(string path, string package) => Directory.Exists(path)
        ? path
        : throw new AssertFailedException($"{path} is missing: apt-get install -y {package}");
}
