namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>Reads register names with their sigils as one word: <c>$x</c>, <c>$$x</c>, <c>@x</c>, <c>n$x</c>.</summary>
internal static class NameReader
{
    /// <summary>A sigil-and-word name at <paramref name="index"/>, which is moved behind it.</summary>
    public static bool TryRead(IReadOnlyList<Token> tokens, ref int index, out Token name)
    {
        int i = index;
        name = null!;
        string sigils = "";
        while (i < tokens.Count && IsSigil(tokens[i]) && (i == index || !tokens[i].SpaceBefore) && sigils.Length < 4)
        {
            sigils += tokens[i].Text.ToLowerInvariant();
            i++;
        }

        if (i >= tokens.Count || (sigils.Length > 0 && tokens[i].SpaceBefore))
        {
            return false;
        }

        bool isWord = tokens[i].Kind == TokenKind.Identifier
            || (sigils.Length > 0 && tokens[i].Kind == TokenKind.Number);
        if (!isWord || sigils is not ("" or "$" or "$$" or "@" or "n$"))
        {
            return false;
        }

        name = tokens[i] with
        {
            Kind = TokenKind.Identifier,
            Text = sigils + tokens[i].Text,
            Position = tokens[index].Position,
            SpaceBefore = tokens[index].SpaceBefore,
        };
        index = i + 1;
        return true;
    }

    private static bool IsSigil(Token token) => token.Is("$") || token.Is("@") || token.Is("n$") || token.Is("N$");
}
