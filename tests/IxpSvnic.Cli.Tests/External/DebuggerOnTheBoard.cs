using System.Diagnostics;
using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>GDB on a booted image, through the built command and its port.</summary>
[TestClass]
[TestCategory("External")]
public sealed class DebuggerOnTheBoard
{
    private const string Announcement = "waiting for gdb on 127.0.0.1:";

    [TestMethod]
    public void A_booted_image_waits_for_gdb_and_reports_its_exit_to_it()
    {
        string image = Path.Combine(Repository.Root, "tests", "IxpSvnic.Machine.Tests", "Boot", "Images", "hello.be.elf");
        ProcessStartInfo start = new(
            "dotnet", [Ixpsvnic.Path, "boot", image, "--max-time", "2ms", "--gdb", "127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process boot = Process.Start(start)!;
        string line = boot.StandardError.ReadLine()!;
        StringAssert.Contains(line, Announcement);
        string port = line[(line.IndexOf(Announcement, StringComparison.Ordinal) + Announcement.Length)..];
        Task<string> error = boot.StandardError.ReadToEndAsync();
        ToolResult said = Tool.TryRun(
            "gdb-multiarch", "gdb-multiarch", null, "--nx", "--batch", "-ex", $"target remote 127.0.0.1:{port}", "-ex", "break put", "-ex",
            "continue", "-ex", "printf \"<%c>\\n\", $r6", "-ex", "continue", "-ex", "printf \"<%c>\\n\", $r6", "-ex", "monitor me 0", "-ex",
            "monitor irq", "-ex", "delete", "-ex", "continue", image);
        string uart = boot.StandardOutput.ReadToEnd();
        Assert.IsTrue(boot.WaitForExit(TimeSpan.FromSeconds(60)), "still running");

        Assert.AreEqual("machine ready\n", uart);
        Assert.AreEqual(0, boot.ExitCode, error.Result);
        StringAssert.Contains(said.Output, "Breakpoint 1, 0x00008068 in put ()");
        StringAssert.Contains(said.Output, "<m>");
        StringAssert.Contains(said.Error, "0: off");
        StringAssert.Contains(said.Error, "IRQ quiet");
        StringAssert.Contains(said.Output, "exited normally");
    }

    [TestMethod]
    public void A_port_that_others_could_reach_is_refused()
    {
        ToolResult refused = Ixpsvnic.Run("replay", Repository.Trace("mixed.pcap"), "--gdb", "0.0.0.0:3333");
        Assert.AreEqual(2, refused.Code);
        StringAssert.Contains(refused.Error, "--gdb: '0.0.0.0' is not a loopback address");
    }
}
