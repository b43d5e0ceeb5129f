using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Tests.Playback;

/// <summary>Which address each virtual interface gets.</summary>
[TestClass]
public sealed class MacPlans
{
    private const string A = "00:11:22:33:44:01";
    private const string B = "00:11:22:33:44:02";
    private const string C = "00:11:22:33:44:03";
    private const string FirstGenerated = "02:49:58:50:00:00";
    private const string SecondGenerated = "02:49:58:50:00:01";

    [TestMethod]
    public void Captures_give_their_unicast_destinations_in_order_of_appearance()
    {
        using var folder = new TemporaryFolder();
        string first = Capture(folder, "1.pcap", "ff:ff:ff:ff:ff:ff", B, "01:00:5e:00:00:01", A, B);
        string second = Capture(folder, "2.pcap", A, C);
        AssertPlan(MacPlan.FromCaptures([first, second], null, 64), B, A, C);
        AssertPlan(MacPlan.FromCaptures([first, second], null, 2), B, A);
        AssertPlan(MacPlan.FromCaptures([first, second], 1, 64), B);
        AssertPlan(MacPlan.FromCaptures([first, second], 5, 64), B, A, C, FirstGenerated, SecondGenerated);
    }

    [TestMethod]
    public void A_capture_without_unicast_gives_one_interface()
    {
        using var folder = new TemporaryFolder();
        AssertPlan(MacPlan.FromCaptures([Capture(folder, "1.pcap", "ff:ff:ff:ff:ff:ff")], null, 64), FirstGenerated);
    }

    [TestMethod]
    public void Generated_addresses_are_local_unicast_and_avoid_those_found()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<VifAddress> plan = MacPlan.FromCaptures([Capture(folder, "1.pcap", FirstGenerated)], 64, 64);
        Assert.HasCount(64, plan.Select(a => a.Mac).Distinct().ToArray());
        Assert.IsTrue(plan.All(a => a.Mac.IsUnicast && a.Mac.IsLocal));
    }

    [TestMethod]
    public void A_frame_without_a_whole_header_gives_no_address()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapWriter(folder["a.pcap"]))
        {
            writer.Write(0, Convert.FromHexString("00112233440100112233440212"));
            writer.Write(0, Convert.FromHexString("001122334403"), 60);
            writer.Complete();
        }

        AssertPlan(MacPlan.FromCaptures([folder["a.pcap"]], null, 64), C);
    }

    [TestMethod]
    public void A_file_gives_addresses_and_ports()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["macs"], $"# ours\n{A}\n\n  {B}\t2  # the far one\n{C.Replace(':', '-')},1\r\n");
        IReadOnlyList<VifAddress> plan = MacPlan.FromFile(folder["macs"], null, 64, 3);
        AssertPlan(plan, A, B, C);
        CollectionAssert.AreEqual(new[] { 0, 2, 1 }, plan.Select(a => a.Port).ToArray());
        AssertPlan(MacPlan.FromFile(folder["macs"], 2, 64, 3), A, B);
        AssertPlan(MacPlan.FromFile(folder["macs"], 4, 64, 3), A, B, C, FirstGenerated);
    }

    [TestMethod]
    [DataRow("nonsense", "line 1: 'nonsense'")]
    [DataRow("00:11:22:33:44", "line 1: '00:11:22:33:44'")]
    [DataRow("00:11:22:33:44:01\n00:11:22:33:44:01", "line 2: 00:11:22:33:44:01 is there twice")]
    [DataRow("\nff:ff:ff:ff:ff:ff", "line 2: ff:ff:ff:ff:ff:ff is a group address")]
    [DataRow("00:11:22:33:44:01 3", "line 1: port '3'")]
    [DataRow("00:11:22:33:44:01 -1", "line 1: port '-1'")]
    [DataRow("00:11:22:33:44:01 0 0", "line 1: '00:11:22:33:44:01 0 0'")]
    [DataRow("# nothing", "holds no MAC address")]
    public void A_bad_file_is_named_with_line_and_value(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["macs"], text);
        CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(
            () => MacPlan.FromFile(folder["macs"], null, 64, 3));
        StringAssert.StartsWith(error.Message, folder["macs"]);
        StringAssert.Contains(error.Message, problem);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(65)]
    public void None_or_too_many_interfaces_are_refused(int vifs)
    {
        using var folder = new TemporaryFolder();
        string capture = Capture(folder, "1.pcap", A);
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => MacPlan.FromCaptures([capture], vifs, 64));
        StringAssert.Contains(error.Message, "1 to 64");
    }

    [TestMethod]
    public void A_file_with_too_many_addresses_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["macs"], $"{A}\n{B}\n{C}");
        Assert.ThrowsExactly<CaptureFormatException>(() => MacPlan.FromFile(folder["macs"], null, 2, 3));
        Assert.ThrowsExactly<CaptureFormatException>(() => MacPlan.FromFile(folder["missing"], null, 2, 3));
    }

    private static void AssertPlan(IReadOnlyList<VifAddress> plan, params string[] macs) =>
        CollectionAssert.AreEqual(macs, plan.Select(a => a.Mac.ToString()).ToArray());

    private static string Capture(TemporaryFolder folder, string name, params string[] destinations)
    {
        using var writer = new PcapWriter(folder[name]);
        foreach (string destination in destinations)
        {
            var frame = new byte[60];
            MacAddress.Parse(destination).WriteTo(frame);
            writer.Write(0, frame);
        }

        writer.Complete();
        return folder[name];
    }
}
