using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Tests.Vectors;

/// <summary>
/// One line of <c>semantics.txt</c>, whose head describes the format. Any project that runs microcode can link this
/// file, <see cref="SemanticAssignment"/> and the vectors, and copy the latter beside its tests.
/// </summary>
public sealed record SemanticVector(
    int Line,
    string Title,
    IReadOnlyList<SemanticAssignment> Setup,
    string Program,
    ulong[] Words,
    IReadOnlyList<SemanticAssignment> Expected)
{
    /// <summary>Reads <c>Vectors/semantics.txt</c> beside the running test program.</summary>
    public static IReadOnlyList<SemanticVector> ReadAll() =>
        Read(Path.Combine(AppContext.BaseDirectory, "Vectors", "semantics.txt"));

    public static IReadOnlyList<SemanticVector> Read(string path)
    {
        List<SemanticVector> vectors = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0 && line[0] != '#')
            {
                vectors.Add(Parse(line, $"{path}:{number}", number));
            }
        }

        return vectors;
    }

    public override string ToString() => $"line {Line}, {Title}: {Program}";

    private static SemanticVector Parse(string line, string place, int number)
    {
        string[] parts = [.. line.Split('|').Select(part => part.Trim())];
        if (parts.Length != 4)
        {
            throw new FormatException($"{place}: {parts.Length} columns, not 4");
        }

        ulong[] words = [.. parts[2].Split(';').Select(text => Assemble(text, place))];
        return new SemanticVector(number, parts[0], Assignments(parts[1]), parts[2], words, Assignments(parts[3]));
    }

    private static SemanticAssignment[] Assignments(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(SemanticAssignment.Parse)];

    private static ulong Assemble(string text, string place) =>
        StatementParser.TryParse(text.Trim(), out Statement statement, out string error)
        && InstructionEncoder.TryEncode(statement, out ulong word, out error)
            ? word
            : throw new FormatException($"{place}: {text}: {error}");
}
