using System.Xml.Linq;

namespace IxpSvnic.Architecture.Tests;

/// <summary>References go one way; each room may know only those below it.</summary>
[TestClass]
public sealed class ReferenceDirection
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Sim"] = [],
        ["Microcode"] = [],
        ["Wire"] = [],
        ["Wire.Live"] = ["Wire"],
        ["Pci"] = ["Sim"],
        ["Arm"] = ["Sim"],
        ["Chip"] = ["Sim", "Microcode", "Arm", "Pci"],
        ["Board"] = ["Sim", "Wire", "Pci", "Chip"],
        ["Host"] = ["Sim", "Pci"],
        ["Debug"] = ["Sim", "Arm", "Chip"],
        ["Machine"] = ["Sim", "Wire", "Microcode", "Arm", "Pci", "Chip", "Board", "Host"],
        ["Cli"] = ["Machine", "Wire.Live", "Debug"],
    };

    private static readonly string[] CoreRooms = ["Sim", "Microcode", "Arm", "Pci", "Chip", "Board", "Host"];

    [TestMethod]
    public void Every_project_references_only_the_rooms_below_it()
    {
        foreach (string project in Repository.Projects("src"))
        {
            string room = Room(project);
            Assert.IsTrue(Allowed.ContainsKey(room), $"{room} is not in the list of rooms");
            foreach (string reference in References(project))
            {
                CollectionAssert.Contains(Allowed[room], reference, $"{room} must not reference {reference}");
            }
        }
    }

    [TestMethod]
    public void Chip_and_Host_never_meet()
    {
        CollectionAssert.DoesNotContain(References(ProjectOf("Chip")).ToArray(), "Host");
        CollectionAssert.DoesNotContain(References(ProjectOf("Host")).ToArray(), "Chip");
    }

    [TestMethod]
    public void Every_room_has_its_tests_and_every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "IxpSvnic.sln"));
        foreach (string project in Repository.Projects("src").Concat(Repository.Projects("tests")))
        {
            StringAssert.Contains(solution, Path.GetFileName(project));
        }

        foreach (string room in Allowed.Keys.Where(r => r != "Wire.Live"))
        {
            Assert.IsTrue(
                File.Exists(Path.Combine(Repository.Root, "tests", $"IxpSvnic.{room}.Tests", $"IxpSvnic.{room}.Tests.csproj")),
                $"{room} has no tests");
        }
    }

    [TestMethod]
    public void Live_networking_lives_in_Wire_Live_alone()
    {
        foreach (string file in Repository.Sources("src"))
        {
            string text = File.ReadAllText(file);
            if (text.Contains("using SharpPcap", StringComparison.Ordinal)
                || text.Contains("using PacketDotNet", StringComparison.Ordinal))
            {
                StringAssert.Contains(file, "IxpSvnic.Wire.Live");
            }
        }
    }

    [TestMethod]
    public void The_core_rooms_ban_clocks_threads_and_chance()
    {
        string props = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        foreach (string room in CoreRooms)
        {
            StringAssert.Contains(props, $"'IxpSvnic.{room}'");
        }
    }

    private static string ProjectOf(string room) =>
        Path.Combine(Repository.Root, "src", $"IxpSvnic.{room}", $"IxpSvnic.{room}.csproj");

    private static string Room(string project) => Path.GetFileNameWithoutExtension(project)["IxpSvnic.".Length..];

    private static IEnumerable<string> References(string project) => XDocument.Load(project)
        .Descendants("ProjectReference")
        .Select(r => Room(r.Attribute("Include")!.Value.Replace('\\', '/')));
}
