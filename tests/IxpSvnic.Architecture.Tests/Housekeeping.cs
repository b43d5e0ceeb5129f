namespace IxpSvnic.Architecture.Tests;

[TestClass]
public sealed class Housekeeping
{
    [TestMethod]
    public void Every_room_has_a_short_README()
    {
        foreach (string project in Repository.Projects("src"))
        {
            string readme = Path.Combine(Path.GetDirectoryName(project)!, "README.md");
            Assert.IsTrue(File.Exists(readme), $"{readme} is missing");
            Assert.IsLessThanOrEqualTo(60, File.ReadAllLines(readme).Length, readme);
        }
    }

    [TestMethod]
    public void Namespaces_follow_folders()
    {
        foreach (string file in Repository.Sources("src"))
        {
            string? line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal));
            if (line is null)
            {
                continue;
            }

            string folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(file)!);
            Assert.AreEqual($"namespace {folder.Replace(Path.DirectorySeparatorChar, '.')};", line, file);
        }
    }

    [TestMethod]
    public void Nothing_is_left_open_in_the_code()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Exception"];
        foreach (string file in Repository.Sources("src"))
        {
            string text = File.ReadAllText(file);
            foreach (string mark in marks)
            {
                Assert.IsFalse(text.Contains(mark, StringComparison.Ordinal), $"{file}: {mark}");
            }
        }
    }
}
