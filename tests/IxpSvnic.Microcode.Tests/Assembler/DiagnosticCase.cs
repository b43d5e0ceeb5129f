using System.Globalization;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>A program of the diagnostics file with the findings it must lead to.</summary>
public sealed record DiagnosticCase(int FileLine, IReadOnlyList<ExpectedDiagnostic> Expected, string Source)
{
    public static IEnumerable<DiagnosticCase> All
    {
        get
        {
            string path = Path.Combine(AppContext.BaseDirectory, "Vectors", "diagnostics.txt");
            List<ExpectedDiagnostic> expected = [];
            List<string> source = [];
            int start = 0;
            string[] lines = File.ReadAllLines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                bool isHeader = lines[i].StartsWith("== ", StringComparison.Ordinal);
                if (isHeader && source.Count > 0)
                {
                    yield return new DiagnosticCase(start, [.. expected], string.Join('\n', source));
                    expected.Clear();
                    source.Clear();
                }

                if (isHeader)
                {
                    start = expected.Count == 0 ? i + 1 : start;
                    expected.Add(ExpectedDiagnostic.Parse(lines[i][3..]));
                }
                else if (expected.Count > 0)
                {
                    source.Add(lines[i]);
                }
            }

            yield return new DiagnosticCase(start, expected, string.Join('\n', source));
        }
    }

    public override string ToString() =>
        $"diagnostics.txt:{FileLine.ToString(CultureInfo.InvariantCulture)} {Expected[0].Kind}";
}
