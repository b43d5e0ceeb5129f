namespace IxpSvnic.Microcode.Objects;

/// <summary>Cuts the C text of a <c>.ucode</c> file; comments and preprocessor lines are skipped.</summary>
internal static class UcodeScanner
{
    public static List<UcodeToken> Scan(string text, string file)
    {
        List<UcodeToken> tokens = [];
        int line = 1;
        int i = 0;
        bool lineIsBlank = true;
        while (i < text.Length)
        {
            char c = text[i];
            if (c == '\n')
            {
                line++;
                i++;
                lineIsBlank = true;
            }
            else if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (At(text, i, "//") || (c == '#' && lineIsBlank))
            {
                i = EndOf(text, i, "\n");
            }
            else if (At(text, i, "/*"))
            {
                int end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    throw new ObjectFormatException($"{file}:{line}: the comment is not closed");
                }

                line += text.AsSpan(i, end - i).Count('\n');
                i = end + 2;
            }
            else
            {
                int start = i++;
                lineIsBlank = false;
                if (IsWordPart(c))
                {
                    while (i < text.Length && IsWordPart(text[i]))
                    {
                        i++;
                    }
                }

                tokens.Add(new UcodeToken(text[start..i], line));
            }
        }

        return tokens;
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool At(string text, int i, string mark) =>
        string.CompareOrdinal(text, i, mark, 0, mark.Length) == 0;

    private static int EndOf(string text, int i, string mark)
    {
        int end = text.IndexOf(mark, i, StringComparison.Ordinal);
        return end < 0 ? text.Length : end;
    }
}
