namespace IxpSvnic.Microcode.Statements;

/// <summary>Reads one line of physical text: <c>mnemonic[operands], options</c>.</summary>
public static class StatementParser
{
    /// <summary>Parses a line without label or comment.</summary>
    public static bool TryParse(string line, out Statement statement, out string error) =>
        throw new NotImplementedException();
}
