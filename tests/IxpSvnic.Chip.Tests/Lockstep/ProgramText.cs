using System.Globalization;
using System.Text.RegularExpressions;
using IxpSvnic.Chip.Tests.Microengines;

namespace IxpSvnic.Chip.Tests.Lockstep;

/// <summary>Statements of a program; <c>.+n</c> in one is n lines behind it.</summary>
internal sealed partial class ProgramText
{
    private readonly List<string> _lines = [];

    public void Add(params ReadOnlySpan<string> statements)
    {
        foreach (string statement in statements)
        {
            int here = _lines.Count;
            _lines.Add(Relative().Replace(
                statement, m => $".{here + int.Parse(m.Groups["lines"].ValueSpan, CultureInfo.InvariantCulture)}"));
        }
    }

    public int Length => _lines.Count;

    public ulong[] Words(int contexts) => [.. _lines.Select(line => Assembly.Word(line, contexts))];

    public override string ToString() => string.Join('\n', _lines);

    [GeneratedRegex(@"\.\+(?<lines>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Relative();
}
