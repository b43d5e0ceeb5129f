using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Arm.Tests;

/// <summary>Every number of the core says where it comes from.</summary>
[TestClass]
public sealed partial class CoreParameters
{
    [TestMethod]
    public void Every_figure_of_the_core_names_a_source_or_a_listed_assumption()
    {
        ParameterSet set = new();
        new XscaleParameters().AddTo(set);
        string table = File.ReadAllText(Path.Combine(Root(), "ARCHITECTURE.md"));
        Parameter[] all = [.. set.All];
        Assert.IsGreaterThan(8, all.Length);
        foreach (Parameter parameter in all)
        {
            Assert.IsFalse(string.IsNullOrWhiteSpace(parameter.Source), parameter.Name);
            foreach (Match match in Assumption().Matches(parameter.Source))
            {
                StringAssert.Contains(table, $"| {match.Value} |", parameter.Name);
            }
        }
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex(@"\bA\d+(?=:)")]
    private static partial Regex Assumption();
}
