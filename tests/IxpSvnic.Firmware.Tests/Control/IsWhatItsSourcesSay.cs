using System.Diagnostics;
using System.Security.Cryptography;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>The prebuilt control plane belongs to the sources beside it.</summary>
[TestClass]
public sealed class IsWhatItsSourcesSay
{
    private const string Compiler = "arm-none-eabi-gcc";

    private static string Folder => Path.Combine(Repository.Root, "firmware", "xscale");

    private static string[] Record => File.ReadAllLines(Path.Combine(Folder, "prebuilt", "control.txt"));

    [TestMethod]
    public void The_record_holds_the_hash_of_the_sources()
    {
        string[] sources =
        [
            "boot.S", .. Sorted("*.c"), .. Sorted("*.h"), "layout.names", "link.ld",
        ];
        byte[] all = [.. sources.SelectMany(s => File.ReadAllBytes(Path.Combine(Folder, s)))];
        Assert.AreEqual(
            Convert.ToHexStringLower(SHA256.HashData(all)), Record[1], "firmware/xscale/build.sh has not been run since a change");
    }

    [TestMethod]
    [TestCategory("External")]
    public void A_rebuild_with_the_recorded_compiler_gives_the_same_bytes()
    {
        string version = Run(Compiler, "--version").Split('\n')[0].Trim();
        Assert.AreEqual(Record[0], version, "apt install gcc-arm-none-eabi of the recorded version");
        string rebuilt = Path.Combine(Directory.CreateTempSubdirectory("control").FullName, "control.elf");
        Run("bash", Path.Combine(Folder, "build.sh"), rebuilt);
        Assert.IsTrue(
            File.ReadAllBytes(rebuilt).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, "prebuilt", "control.elf"))));
        Directory.Delete(Path.GetDirectoryName(rebuilt)!, recursive: true);
    }

    private static IEnumerable<string> Sorted(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.AreEqual(0, process.ExitCode, errors);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AssertFailedException($"{program} is missing: apt install gcc-arm-none-eabi");
        }
    }
}
