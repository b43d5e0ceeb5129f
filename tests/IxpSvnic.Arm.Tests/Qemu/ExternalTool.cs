using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace IxpSvnic.Arm.Tests.Qemu;

/// <summary>A program of another package; when it is not there the test fails and says how to get it.</summary>
internal static class ExternalTool
{
    public static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["qemu-arm"] = "qemu-user",
        ["qemu-armeb"] = "qemu-user",
        ["qemu-system-arm"] = "qemu-system-arm",
        ["arm-none-eabi-gcc"] = "gcc-arm-none-eabi libnewlib-arm-none-eabi",
        ["arm-none-eabi-objdump"] = "binutils-arm-none-eabi",
    };

    /// <summary>Runs a tool to its end; its standard output as bytes.</summary>
    public static (int ExitCode, byte[] Output, string Error) Run(string tool, byte[] input, params string[] arguments)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            StringBuilder error = new();
            process.ErrorDataReceived += (_, e) => error.AppendLine(e.Data);
            process.BeginErrorReadLine();
            try
            {
                process.StandardInput.BaseStream.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading: its exit code tells.
            }

            using MemoryStream output = new();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return (process.ExitCode, output.ToArray(), error.ToString().Trim());
        }
        catch (Win32Exception)
        {
            throw new AssertFailedException($"{tool} is missing: apt-get install -y {Packages[tool]}");
        }
    }

    /// <summary>Writes a file that qemu is willing to execute.</summary>
    public static void WriteExecutable(string file, byte[] content)
    {
        File.WriteAllBytes(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Runs a tool that must succeed.</summary>
    public static byte[] Output(string tool, params string[] arguments)
    {
        (int exitCode, byte[] output, string error) = Run(tool, [], arguments);
        return exitCode == 0
            ? output
            : throw new AssertFailedException($"{tool} {string.Join(' ', arguments)}: exit code {exitCode}\n{error}");
    }
}
