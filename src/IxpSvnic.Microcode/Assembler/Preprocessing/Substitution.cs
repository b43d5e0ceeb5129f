using System.Text;
using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>Replaces parameters by argument tokens, as whole identifiers, inside quoted text too.</summary>
internal static class Substitution
{
    private const int MaximumTokens = 10_000;
    private const int MaximumText = 10_000;

    /// <summary>
    /// Tokens of a body with its parameters replaced. Body tokens get <paramref name="frame"/> when
    /// <paramref name="reframe"/> is set. What grows beyond reason is cut; see <see cref="IsTooLong"/>.
    /// </summary>
    public static List<Token> Apply(
        IReadOnlyList<Token> body,
        IReadOnlyDictionary<string, IReadOnlyList<Token>> arguments,
        MacroFrame? frame,
        bool reframe)
    {
        List<Token> result = new(body.Count);
        foreach (Token token in body)
        {
            if (result.Count > MaximumTokens)
            {
                break;
            }

            if (token.Kind == TokenKind.Identifier
                && arguments.TryGetValue(token.Text, out IReadOnlyList<Token>? argument))
            {
                for (int i = 0; i < argument.Count; i++)
                {
                    result.Add(i == 0 ? argument[0] with { SpaceBefore = token.SpaceBefore } : argument[i]);
                }

                continue;
            }

            Token copy = reframe ? token with { Frame = frame } : token;
            if (token.Kind == TokenKind.String && arguments.Count > 0)
            {
                copy = copy with { Text = InText(token.Text, arguments) };
            }

            result.Add(copy);
        }

        return result;
    }

    public static bool IsTooLong(IReadOnlyList<Token> tokens) => tokens.Count > MaximumTokens;

    private static string InText(string text, IReadOnlyDictionary<string, IReadOnlyList<Token>> arguments)
    {
        StringBuilder result = new();
        int i = 0;
        while (i < text.Length && result.Length < MaximumText)
        {
            int start = i;
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
            {
                i++;
            }

            if (i == start)
            {
                result.Append(text[i++]);
                continue;
            }

            string word = text[start..i];
            result.Append(arguments.TryGetValue(word, out IReadOnlyList<Token>? argument)
                ? TokenText.Spaced(argument)
                : word);
        }

        return result.ToString();
    }
}
