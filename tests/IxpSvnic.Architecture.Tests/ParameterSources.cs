using System.Text.RegularExpressions;
using IxpSvnic.Machine;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Architecture.Tests;

/// <summary>Every number of the machine says where it comes from.</summary>
[TestClass]
public sealed partial class ParameterSources
{
    [TestMethod]
    public void Every_parameter_names_its_source_once()
    {
        Parameter[] all = [.. new MachineConfig().Parameters.All];
        Assert.IsGreaterThan(80, all.Length);
        Assert.HasCount(all.Length, all.Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray());
        foreach (Parameter parameter in all)
        {
            Assert.IsFalse(string.IsNullOrWhiteSpace(parameter.Source), parameter.Name);
            Assert.AreEqual(parameter.Text, parameter.DefaultText, parameter.Name);
        }
    }

    [TestMethod]
    public void Every_assumption_that_a_parameter_names_is_in_the_table()
    {
        HashSet<string> table = Table();
        foreach (Parameter parameter in new MachineConfig().Parameters.All)
        {
            foreach (Match match in Number().Matches(parameter.Source))
            {
                Assert.Contains(match.Value, table, $"{parameter.Name}: {parameter.Source}");
            }
        }
    }

    [TestMethod]
    public void Every_assumption_that_the_code_speaks_of_is_in_the_table_once()
    {
        HashSet<string> table = Table();
        foreach (string file in Repository.Sources("src"))
        {
            foreach (Match match in Spoken().Matches(File.ReadAllText(file)))
            {
                Assert.Contains(match.Groups[1].Value, table, $"{file}: {match.Value}");
            }
        }
    }

    private static HashSet<string> Table()
    {
        HashSet<string> table = [];
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "ARCHITECTURE.md")))
        {
            Match match = Row().Match(line);
            if (match.Success)
            {
                Assert.IsTrue(table.Add(match.Groups[1].Value), $"{match.Groups[1].Value} stands there twice");
                Assert.IsGreaterThan(3, match.Groups[2].Value.Split(' ').Length, line);
            }
        }

        Assert.IsGreaterThan(20, table.Count);
        return table;
    }

    [GeneratedRegex(@"^\| (A\d+) \| (.+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\bA\d+(?=:)|(?<=^|\s)A\d+(?=\b)")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?:[Aa]ssumption |\()(A\d+)\b")]
    private static partial Regex Spoken();
}
