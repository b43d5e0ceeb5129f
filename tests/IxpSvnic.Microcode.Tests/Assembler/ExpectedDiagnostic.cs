using System.Text.RegularExpressions;
using IxpSvnic.Microcode.Assembler;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>One finding that a program must lead to.</summary>
public sealed partial record ExpectedDiagnostic(
    DiagnosticKind Kind, bool IsError, int Line, int Column, string Text, string Message)
{
    public static ExpectedDiagnostic Parse(string header)
    {
        Match match = Header().Match(header);
        Assert.IsTrue(match.Success, header);
        return new ExpectedDiagnostic(
            Enum.Parse<DiagnosticKind>(match.Groups[1].Value),
            match.Groups[2].Value == "error",
            int.Parse(match.Groups[3].Value),
            int.Parse(match.Groups[4].Value),
            match.Groups[5].Value,
            match.Groups[6].Value);
    }

    public bool Matches(AssemblerDiagnostic found) =>
        found.Kind == Kind && found.IsError == IsError && found.File == "test.uc" && found.Line == Line
        && found.Column == Column && found.Text == Text && found.Message.Contains(Message, StringComparison.Ordinal);

    [GeneratedRegex(@"^(\w+) (error|warning) (\d+):(\d+) '(.*?)' (.*)$")]
    private static partial Regex Header();
}
