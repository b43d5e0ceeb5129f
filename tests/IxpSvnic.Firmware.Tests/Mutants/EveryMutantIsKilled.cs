namespace IxpSvnic.Firmware.Tests.Mutants;

/// <summary>The firmware tests are worth something: each mistake fails the test that is there for it.</summary>
[TestClass]
public sealed class EveryMutantIsKilled
{
    public static IEnumerable<object[]> Rows =>
        Enumerable.Range(0, MutantTable.Rows.Count).Select(i => new object[] { i });

    public static string Name(System.Reflection.MethodInfo method, object[] data)
    {
        Mutant mutant = MutantTable.Rows[(int)data[0]];
        return $"{method.Name} {mutant.File}: {mutant.Original.ReplaceLineEndings(" ")}";
    }

    [TestMethod]
    [DynamicData(nameof(Rows), DynamicDataDisplayName = nameof(Name))]
    public void A_firmware_test_notices(int row)
    {
        Mutant mutant = MutantTable.Rows[row];
        string folder = Directory.CreateTempSubdirectory("mutant").FullName;
        try
        {
            Copy(Repository.Original, folder);
            string path = Path.Combine(folder, mutant.File);
            string[] parts = File.ReadAllText(path).Split(mutant.Original);
            Assert.HasCount(2, parts, $"{mutant.File} has '{mutant.Original}' once");
            File.WriteAllText(path, string.Join(mutant.Mutated, parts));
            Assert.IsTrue(
                Fails(mutant.Killer, folder), $"{mutant.File}: '{mutant.Mutated}' for '{mutant.Original}' lives");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Fails(Action test, string folder)
    {
        Repository.Substitute = folder;
        try
        {
            test();
            return false;
        }
        catch (UnitTestAssertException)
        {
            return true;
        }
        finally
        {
            Repository.Substitute = null;
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*.uc", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
