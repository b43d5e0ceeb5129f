using System.Diagnostics;

namespace IxpSvnic.Wire.Tests.Foreign;

/// <summary>Runs a tool of somebody else; a missing one fails the test with the line that installs it.</summary>
internal static class ForeignTool
{
    /// <summary>Exit code, standard output and standard error of a run.</summary>
    public static (int Code, string Output, string Error) TryRun(string tool, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start) ?? throw new InvalidOperationException(tool);
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AssertFailedException($"{tool} is missing: apt-get install -y {package}");
        }
    }

    /// <summary>Standard output of a run that must succeed.</summary>
    public static string Run(string tool, string package, params string[] arguments)
    {
        (int code, string output, string error) = TryRun(tool, package, arguments);
        Assert.AreEqual(0, code, $"{tool} {string.Join(' ', arguments)}: {error}");
        return output;
    }

    /// <summary>A folder that a Debian package brings.</summary>
    public static string Folder(string path, string package) => Directory.Exists(path)
        ? path
        : throw new AssertFailedException($"{path} is missing: apt-get install -y {package}");
}
