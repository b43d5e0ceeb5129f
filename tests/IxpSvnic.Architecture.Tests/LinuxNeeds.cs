using System.Globalization;
using System.Text.RegularExpressions;

namespace IxpSvnic.Architecture.Tests;

/// <summary>The numbered list of what a stock Linux needs: every number is named by a test, and no test names another.</summary>
[TestClass]
public sealed partial class LinuxNeeds
{
    private const string List = "src/IxpSvnic.Chip/XScale/LINUX-NEEDS.md";

    // The list's first section: what the core itself must do.
    private const int LastOfTheCore = 21;

    [TestMethod]
    public void Every_number_of_chip_and_board_is_named_by_a_test()
    {
        HashSet<int> named = Named("IxpSvnic.Chip.Tests", "IxpSvnic.Board.Tests", "IxpSvnic.Machine.Tests", "IxpSvnic.Cli.Tests");
        int[] missing = [.. Listed().Where(n => n > LastOfTheCore && !named.Contains(n))];
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public void Tests_name_numbers_of_the_list_only()
    {
        HashSet<int> listed = [.. Listed()];
        Assert.IsGreaterThan(100, listed.Count);
        int[] unknown = [.. Named("").Where(n => !listed.Contains(n))];
        Assert.IsEmpty(unknown, string.Join(", ", unknown));
    }

    [TestMethod]
    public void Numbers_rise_through_the_list()
    {
        int[] listed = [.. Listed()];
        CollectionAssert.AreEqual(listed.Order().Distinct().ToArray(), listed);
    }

    private static IEnumerable<int> Listed() => File.ReadLines(Path.Combine(Repository.Root, List))
        .Select(line => Item().Match(line))
        .Where(match => match.Success)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    // Numbers stand in comments, in descriptions ("// N12, N13: why") and in front of the names of tests (N12_N13_why).
    private static HashSet<int> Named(params string[] projects)
    {
        HashSet<int> named = [];
        foreach (string file in projects.SelectMany(project => Repository.Sources(Path.Combine("tests", project))))
        {
            foreach (string line in File.ReadLines(file).Where(line => Marked().IsMatch(line)))
            {
                named.UnionWith(Number().Matches(line).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)));
            }
        }

        return named;
    }

    [GeneratedRegex(@"^\* N(\d+) ")]
    private static partial Regex Item();

    [GeneratedRegex(@"(//|\[Description\(""|/// <summary>|public void ).*\bN\d{1,3}(?![A-Za-z0-9])")]
    private static partial Regex Marked();

    [GeneratedRegex(@"(?<![A-Za-z0-9])N(\d{1,3})(?![A-Za-z0-9])")]
    private static partial Regex Number();
}
