using System.Diagnostics;

namespace IxpSvnic.Debug.Tests.External;

/// <summary>Builds the program to debug and runs GDB on it.</summary>
internal static class Debuggee
{
    private const string Compiler = "arm-none-eabi-gcc";
    private const string Debugger = "gdb-multiarch";

    /// <summary>Compiles into a file with further options of the compiler.</summary>
    public static string Build(string folder, params string[] options)
    {
        string elf = Path.Combine(folder, "debuggee.elf");
        string sources = Path.Combine(AppContext.BaseDirectory, "External");
        (int code, string output) = Run(
            Compiler, "gcc-arm-none-eabi",
            [
                "-mcpu=xscale", "-O0", "-g", "-nostdlib", "-mthumb-interwork", "-Wl,-Ttext=0x8000", "-Wl,--build-id=none", .. options,
                Path.Combine(sources, "start.S"), Path.Combine(sources, "debuggee.c"), "-o", elf,
            ]).Finish();
        Assert.AreEqual(0, code, output);
        return elf;
    }

    /// <summary>Starts GDB on a program with a script that begins with the connection to a port.</summary>
    public static RunningTool Debug(string folder, string elf, int port, params string[] commands)
    {
        string script = Path.Combine(folder, "script.gdb");
        File.WriteAllLines(
            script,
            ["set confirm off", "set pagination off", "set width 0", $"target remote 127.0.0.1:{port}", .. commands]);
        return Run(Debugger, "gdb-multiarch", ["--nx", "--batch", "-x", script, elf]);
    }

    private static RunningTool Run(string tool, string package, string[] arguments)
    {
        try
        {
            return new RunningTool(Process.Start(new ProcessStartInfo(tool, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
            })!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AssertFailedException($"{tool} is missing: apt-get install -y {package}");
        }
    }
}
