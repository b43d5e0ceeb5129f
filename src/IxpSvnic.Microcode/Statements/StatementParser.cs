namespace IxpSvnic.Microcode.Statements;

/// <summary>Reads one line of physical text: <c>mnemonic[operands], options</c>.</summary>
public static class StatementParser
{
    /// <summary>Parses a line without label or comment.</summary>
    public static bool TryParse(string line, out Statement statement, out string error)
    {
        statement = new Statement("");
        if (!TrySplit(line, out List<string> parts, out error))
        {
            return false;
        }

        if (!TryName(parts[0], out string mnemonic, out IReadOnlyList<string> operands, out error))
        {
            return false;
        }

        List<StatementOption> options = [];
        foreach (string part in parts.Skip(1))
        {
            if (!TryName(part, out string name, out IReadOnlyList<string> arguments, out error))
            {
                return false;
            }

            options.Add(new StatementOption(name, arguments));
        }

        statement = new Statement(mnemonic, operands, options);
        return true;
    }

    /// <summary>Cuts at the commas outside brackets and parentheses.</summary>
    private static bool TrySplit(string text, out List<string> parts, out string error)
    {
        parts = [];
        error = "";
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '[' or '(':
                    depth++;
                    break;
                case ']' or ')':
                    depth--;
                    break;
                case ',' when depth == 0:
                    parts.Add(text[start..i].Trim());
                    start = i + 1;
                    break;
            }

            if (depth < 0)
            {
                error = $"bracket closed that was not opened in '{text.Trim()}'";
                return false;
            }
        }

        parts.Add(text[start..].Trim());
        if (depth > 0)
        {
            error = $"bracket not closed in '{text.Trim()}'";
        }

        return depth == 0;
    }

    private static bool TryName(string part, out string name, out IReadOnlyList<string> arguments, out string error)
    {
        int bracket = part.IndexOf('[', StringComparison.Ordinal);
        name = (bracket < 0 ? part : part[..bracket]).Trim();
        arguments = [];
        error = "";
        if (name.Length == 0 || name.Contains(' ', StringComparison.Ordinal))
        {
            error = name.Length == 0 ? "a name is missing" : $"'{name}' is not one name";
            return false;
        }

        if (bracket < 0)
        {
            return true;
        }

        if (!part.EndsWith(']'))
        {
            error = $"text after the bracket of '{part}'";
            return false;
        }

        string inside = part[(bracket + 1)..^1];
        if (inside.Trim().Length == 0)
        {
            return true;
        }

        if (!TrySplit(inside, out List<string> operands, out error))
        {
            return false;
        }

        int empty = operands.FindIndex(operand => operand.Length == 0);
        arguments = operands;
        error = empty < 0 ? "" : $"operand {empty + 1} of {name} is empty";
        return empty < 0;
    }
}
