using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>Physical statements to control store words, for tests.</summary>
internal static class Assembly
{
    public const ulong Nop = 0xf0_000c_0300;

    public static ulong Word(string text, int contexts = 8) =>
        StatementParser.TryParse(text, out Statement statement, out string error)
        && InstructionEncoder.TryEncode(statement, contexts, out ulong word, out error)
            ? word
            : throw new FormatException($"{text}: {error}");

    /// <summary>One statement a line; empty lines do not count.</summary>
    public static ulong[] Program(string text, int contexts = 8) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Word(line, contexts)),
    ];
}
