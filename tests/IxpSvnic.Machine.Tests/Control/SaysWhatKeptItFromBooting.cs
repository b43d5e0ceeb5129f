using IxpSvnic.Arm.Elf;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Control;

/// <summary>A card that does not come up ends the replay with a message, not with silence.</summary>
[TestClass]
public sealed class SaysWhatKeptItFromBooting
{
    [TestMethod]
    public void A_file_that_is_no_ELF()
    {
        using Scenario scenario = Traffic.Even(1, 100, 1000);
        string file = scenario.Write("control.elf", "not a program");

        Assert.ThrowsExactly<ElfFormatException>(() => scenario.Run(o => o with { Loader = LoaderKind.Control, ControlImage = file }));
    }

    [TestMethod]
    public void A_layout_without_a_value_names_it()
    {
        using Scenario scenario = Traffic.Even(1, 100, 1000);
        foreach (string source in Directory.EnumerateFiles(Repository.Firmware, "*.uc", SearchOption.AllDirectories))
        {
            scenario.Write(Path.Combine("fw", Path.GetRelativePath(Repository.Firmware, source)), File.ReadAllText(source)
                .Replace("#define MAC_GONE ", "#define MAC_LOST ", StringComparison.Ordinal)
                .Replace("MAC_GONE", "15", StringComparison.Ordinal));
        }

        string folder = Path.GetDirectoryName(scenario.Write(Path.Combine("fw", "x.txt"), ""))!;
        InvalidDataException e = Assert.ThrowsExactly<InvalidDataException>(
            () => scenario.Run(o => o with { Loader = LoaderKind.Control, FirmwareFolder = folder }));
        StringAssert.Contains(e.Message, "MAC_GONE");
    }

    [TestMethod]
    public void Rings_of_an_impossible_size_are_the_control_planes_word()
    {
        using Scenario scenario = Traffic.Even(1, 100, 1000);
        foreach (string source in Directory.EnumerateFiles(Repository.Firmware, "*.uc", SearchOption.AllDirectories))
        {
            scenario.Write(Path.Combine("fw", Path.GetRelativePath(Repository.Firmware, source)), File.ReadAllText(source)
                .Replace("#define RING_TX_WORDS       128", "#define RING_TX_WORDS       100", StringComparison.Ordinal));
        }

        string folder = Path.GetDirectoryName(scenario.Write(Path.Combine("fw", "x.txt"), ""))!;
        ControlPlaneException e = Assert.ThrowsExactly<ControlPlaneException>(
            () => scenario.Run(o => o with { Loader = LoaderKind.Control, FirmwareFolder = folder }));
        StringAssert.Contains(e.Message, "an impossible ring size in the layout");
        StringAssert.Contains(e.Message, "failed: impossible ring size");
    }

    [TestMethod]
    public void A_card_that_is_not_ready_in_time()
    {
        using Scenario scenario = Traffic.Even(1, 100, 1000);
        ControlPlaneException e = Assert.ThrowsExactly<ControlPlaneException>(() => scenario.Run(o => o with
        {
            Loader = LoaderKind.Control,
            Sets = [new("hypervisor.bootTimeoutNs", "1000000")],
        }));
        StringAssert.Contains(e.Message, "was not ready after 1 ms");
    }
}
