using System.Text;

namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>Helpers on runs of tokens.</summary>
internal static class TokenText
{
    /// <summary>The characters, with single spaces where white space was.</summary>
    public static string Spaced(IReadOnlyList<Token> tokens)
    {
        StringBuilder text = new();
        foreach (Token token in tokens)
        {
            if (text.Length > 0 && token.SpaceBefore)
            {
                text.Append(' ');
            }

            Append(text, token);
        }

        return text.ToString();
    }

    /// <summary>The characters without any white space.</summary>
    public static string Joined(IEnumerable<Token> tokens)
    {
        StringBuilder text = new();
        foreach (Token token in tokens)
        {
            Append(text, token);
        }

        return text.ToString();
    }

    /// <summary>Index of the bracket that closes the one at <paramref name="open"/>, or -1.</summary>
    public static int FindClose(IReadOnlyList<Token> tokens, int open)
    {
        int depth = 0;
        for (int i = open; i < tokens.Count; i++)
        {
            if (tokens[i].Is("(") || tokens[i].Is("["))
            {
                depth++;
            }
            else if (tokens[i].Is(")") || tokens[i].Is("]"))
            {
                depth--;
                if (depth == 0)
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>Splits at commas outside brackets; nothing at all gives no part.</summary>
    public static List<List<Token>> SplitAtCommas(IReadOnlyList<Token> tokens, int start, int end)
    {
        List<List<Token>> parts = [];
        if (start >= end)
        {
            return parts;
        }

        List<Token> part = [];
        int depth = 0;
        for (int i = start; i < end; i++)
        {
            Token token = tokens[i];
            if (token.Is("(") || token.Is("["))
            {
                depth++;
            }
            else if (token.Is(")") || token.Is("]"))
            {
                depth--;
            }

            if (depth == 0 && token.Is(","))
            {
                parts.Add(part);
                part = [];
            }
            else
            {
                part.Add(token);
            }
        }

        parts.Add(part);
        return parts;
    }

    /// <summary>Joins the neighbours of every <c>/**/</c> into one word.</summary>
    public static List<Token> Paste(IReadOnlyList<Token> tokens)
    {
        List<Token> result = new(tokens.Count);
        bool joinNext = false;
        foreach (Token token in tokens)
        {
            if (token.Kind == TokenKind.Paste)
            {
                joinNext = true;
                continue;
            }

            if (joinNext && result.Count > 0 && IsWord(result[^1]) && IsWord(token))
            {
                Token left = result[^1];
                result[^1] = left with
                {
                    Text = left.Text + token.Text,
                    Frame = MacroFrame.Deeper(left.Frame, token.Frame),
                };
            }
            else
            {
                result.Add(joinNext ? token with { SpaceBefore = false } : token);
            }

            joinNext = false;
        }

        return result;
    }

    private static bool IsWord(Token token) => token.Kind is TokenKind.Identifier or TokenKind.Number;

    private static void Append(StringBuilder text, Token token)
    {
        if (token.Kind == TokenKind.String)
        {
            text.Append('\'').Append(token.Text).Append('\'');
        }
        else
        {
            text.Append(token.Text);
        }
    }
}
