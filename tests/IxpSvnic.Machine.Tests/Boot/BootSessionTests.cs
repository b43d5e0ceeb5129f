using System.Text;
using IxpSvnic.Machine.Boot;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Boot;

/// <summary>Images/hello.s prints "machine ready" and echoes in upper case.</summary>
[TestClass]
public sealed class BootSessionTests
{
    private static readonly ReplayOptions NoCaptures = new() { Captures = [], FirmwareFolder = Repository.Firmware };

    [TestMethod]
    [DataRow("hello.be.bin")]
    [DataRow("hello.le.bin")]
    [DataRow("hello.be.elf")]
    public void An_image_of_either_byte_order_prints_over_the_UART(string image)
    {
        (string text, BootResult result) = Run(Options(image) with { MaxTicks = 3 * Ticks.PerMillisecond });
        Assert.AreEqual("machine ready\n", text);
        Assert.AreEqual(("maxTime", 0), (result.Report.End, result.ExitCode));
        Assert.IsGreaterThan(1000, result.Report.Xscale!.Instructions);
    }

    [TestMethod]
    public void A_script_talks_to_the_system_and_ends_the_run()
    {
        string script = Script("expect \"ready\\n\"\nsend \"abc\"\nexpect ABC\nexit 3\n");
        (string text, BootResult result) = Run(Options("hello.be.bin") with
        {
            UartScript = script,
            MaxTicks = 20 * Ticks.PerMillisecond,
        });
        Assert.AreEqual("machine ready\nABC", text);
        Assert.AreEqual(("script", 3), (result.Report.End, result.ExitCode));
    }

    [TestMethod]
    public void A_script_that_waits_in_vain_fails_and_says_for_what()
    {
        string script = Script("# comment\nexpect never\n");
        (_, BootResult result) = Run(Options("hello.le.bin") with
        {
            UartScript = script,
            MaxTicks = 3 * Ticks.PerMillisecond,
        });
        Assert.AreEqual(("maxTime", 1), (result.Report.End, result.ExitCode));
        StringAssert.Contains(result.Explanation, "line 2: expect \"never\"");
    }

    [TestMethod]
    public void Captures_wait_for_the_text_that_lets_them_play()
    {
        ReplayOptions wire = NoCaptures with { Captures = [CaptureArgument.Parse(Path.Combine(Repository.Root, "traces", "mixed.pcap"), 0, SvNicMachine.PortCount)] };
        (_, BootResult held) = Run(
            Options("hello.be.bin") with { WireAfter = "no such text", MaxTicks = 3 * Ticks.PerMillisecond }, wire);
        Assert.AreEqual(0L, held.Report.Frames.In);
        (_, BootResult played) = Run(
            Options("hello.be.bin") with { WireAfter = "ready\n", MaxTicks = 10 * Ticks.PerMillisecond }, wire);
        Assert.IsGreaterThan(200L, played.Report.Frames.In);
    }

    [TestMethod]
    public void Every_window_ends_in_the_same_state()
    {
        HashSet<string> hashes = [];
        foreach (int window in (int[])[1, 7, 28, 0])
        {
            ReplayOptions replay = NoCaptures with { WindowCycles = window };
            (_, BootResult result) = Run(Options("hello.be.bin") with
            {
                UartScript = Script("expect ready\nexit 0\n"),
                MaxTicks = 20 * Ticks.PerMillisecond,
            }, replay);
            hashes.Add(result.Report.StateHash);
        }

        Assert.HasCount(1, hashes);
    }

    [TestMethod]
    public void The_parameter_list_tells_memory_and_command_line_in_the_kernels_byte_order()
    {
        using BootSession session = new(
            Options("hello.be.bin") with { Atags = AtagOptions.Parse(["mem=64M@0", "cmdline=abcde"]) },
            NoCaptures);
        uint[] expected =
            [2, 0x5441_0001, 4, 0x5441_0002, 64 << 20, 0, 4, 0x5441_0009, 0x6162_6364, 0x6500_0000, 0, 0];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], session.Machine.Chip.Debug.Read(0x100 + (4 * (uint)i)), $"word {i}");
        }

        Assert.AreEqual((0u, 356u, 0x100u), (session.Machine.Chip.Xscale.Core[0], session.Machine.Chip.Xscale.Core[1], session.Machine.Chip.Xscale.Core[2]));
    }

    [TestMethod]
    public void A_core_that_only_aborts_is_found_stuck_with_its_registers()
    {
        // Every vector holds an undefined instruction.
        string image = Path.GetTempFileName();
        File.WriteAllBytes(image, [.. Enumerable.Repeat<byte[]>([0xe7, 0xf0, 0x00, 0xf0], 16).SelectMany(w => w)]);
        (_, BootResult result) = Run(new BootOptions { Image = image, At = 0, MaxTicks = 100 * Ticks.PerMillisecond });
        Assert.AreEqual(("stuck", BootSession.Failed), (result.Report.End, result.ExitCode));
        StringAssert.Contains(result.Explanation, "pc  00000004");
    }

    private static BootOptions Options(string image) => new()
    {
        Image = Path.Combine(AppContext.BaseDirectory, "Boot", "Images", image),
    };

    private static string Script(string lines)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, lines);
        return path;
    }

    private static (string Text, BootResult Result) Run(BootOptions options, ReplayOptions? replay = null)
    {
        using BootSession session = new(options, replay ?? NoCaptures);
        StringBuilder text = new();
        session.UartOutput = value => text.Append((char)value);
        BootResult result = session.Run();
        return (text.ToString(), result);
    }
}
