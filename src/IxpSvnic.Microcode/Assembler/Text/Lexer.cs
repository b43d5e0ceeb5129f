namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>
/// Splits a source file into statements: comments go, <c>/**/</c> becomes a joint, an open bracket, a trailing comma or
/// a trailing backslash takes in the next line. Source: section 5.1 of the MEv2 reference.
/// </summary>
internal sealed class Lexer
{
    private static readonly string[] Doubles = ["<<", ">>", "&&", "||", "==", "!=", "<=", ">=", "--", "++"];

    private static readonly string[] FreeTextDirectives =
        ["define", "define_eval", "undef", "error", "warning", "pragma", "include"];

    private readonly string _file;
    private readonly string[] _lines;
    private readonly List<PhysicalLine> _physical = [];
    private SourcePosition _commentStart;
    private bool _inComment;

    private Lexer(string file, string text)
    {
        _file = file;
        _lines = text.Split('\n');
    }

    public static List<SourceLine> Read(string file, string text)
    {
        Lexer lexer = new(file, text);
        return lexer.Join();
    }

    /// <summary>Tokens of one line of text, as for a definition given from outside.</summary>
    public static IReadOnlyList<Token> ReadTokens(string file, string text)
    {
        List<SourceLine> lines = Read(file, text.Replace('\n', ' '));
        return lines.Count == 0 ? [] : lines[0].Tokens;
    }

    private List<SourceLine> Join()
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            _physical.Add(Scan(_lines[i].TrimEnd('\r'), i + 1));
        }

        if (_inComment)
        {
            _physical[^1].Fault ??= new LexicalFault(
                DiagnosticKind.UnterminatedText, _commentStart, "comment is not closed", "/*");
        }

        List<SourceLine> result = [];
        for (int i = 0; i < _physical.Count; i++)
        {
            PhysicalLine first = _physical[i];
            List<Token> tokens = first.Tokens;
            LexicalFault? fault = first.Fault;
            bool takesFreeText = TakesFreeText(tokens);
            while (WantsMore(tokens, takesFreeText) && i + 1 < _physical.Count && CanContinue(_physical[i + 1]))
            {
                RemoveBackslash(tokens);
                i++;
                fault ??= _physical[i].Fault;
                tokens.AddRange(_physical[i].Tokens);
            }

            RemoveBackslash(tokens);
            if (tokens.Count > 0 || fault is not null)
            {
                fault ??= takesFreeText ? null : FindUnclosed(tokens);
                result.Add(new SourceLine(tokens) { Raw = first.Raw, Fault = fault });
            }
        }

        return result;
    }

    private static void RemoveBackslash(List<Token> tokens)
    {
        if (tokens.Count > 0 && tokens[^1].Is("\\"))
        {
            tokens.RemoveAt(tokens.Count - 1);
        }
    }

    private static bool CanContinue(PhysicalLine next) =>
        next.Tokens.Count == 0
        || (!next.Tokens[0].Is("#")
            && !(next.Tokens[0].Is(".") && next.Tokens.Count > 1 && next.Tokens[1].Kind == TokenKind.Identifier));

    private static bool WantsMore(List<Token> tokens, bool takesFreeText)
    {
        if (tokens.Count == 0)
        {
            return false;
        }

        if (tokens[^1].Is("\\"))
        {
            return true;
        }

        return !takesFreeText && (FindUnclosed(tokens) is not null || tokens[^1].Is(","));
    }

    private static bool TakesFreeText(List<Token> tokens) =>
        tokens.Count > 1 && tokens[0].Is("#")
        && FreeTextDirectives.Contains(tokens[1].Text.ToLowerInvariant());

    private static LexicalFault? FindUnclosed(List<Token> tokens)
    {
        Stack<Token> open = new();
        foreach (Token token in tokens)
        {
            if (token.Is("[") || token.Is("("))
            {
                open.Push(token);
            }
            else if ((token.Is("]") || token.Is(")")) && open.Count > 0)
            {
                open.Pop();
            }
        }

        return open.Count == 0
            ? null
            : new LexicalFault(
                DiagnosticKind.UnclosedBracket, open.Peek().Position, "bracket is not closed", open.Peek().Text);
    }

    private PhysicalLine Scan(string line, int number)
    {
        PhysicalLine result = new(line);
        int i = 0;
        bool space = true;
        while (i < line.Length)
        {
            if (_inComment)
            {
                int end = line.IndexOf("*/", i, StringComparison.Ordinal);
                if (end < 0)
                {
                    return result;
                }

                _inComment = false;
                i = end + 2;
                space = true;
                continue;
            }

            char c = line[i];
            SourcePosition position = new(_file, number, i + 1);
            if (char.IsWhiteSpace(c))
            {
                space = true;
                i++;
            }
            else if (c == ';' || (c == '/' && i + 1 < line.Length && line[i + 1] == '/'))
            {
                return result;
            }
            else if (c == '/' && i + 1 < line.Length && line[i + 1] == '*')
            {
                if (line.AsSpan(i).StartsWith("/**/"))
                {
                    result.Tokens.Add(new Token(TokenKind.Paste, "/**/", position, space));
                    space = false;
                    i += 4;
                }
                else
                {
                    _inComment = true;
                    _commentStart = position;
                    i += 2;
                }
            }
            else
            {
                i = ScanToken(line, i, position, space, result);
                space = false;
            }
        }

        return result;
    }

    private static int ScanToken(string line, int i, SourcePosition position, bool space, PhysicalLine result)
    {
        char c = line[i];
        int end = i + 1;
        TokenKind kind = TokenKind.Punctuation;
        if (char.IsAsciiLetter(c) || c == '_')
        {
            end = EndOfWord(line, i);
            kind = TokenKind.Identifier;
            if (end == i + 1 && end < line.Length && line[end] == '$' && (c is 'n' or 'N' or 'l' or 'L'))
            {
                // "n$" and "l$" are sigils: the letter must never be taken for a parameter of that name.
                end++;
                kind = TokenKind.Punctuation;
            }
        }
        else if (char.IsAsciiDigit(c))
        {
            end = EndOfWord(line, i);
            kind = TokenKind.Number;
        }
        else if (c is '\'' or '"')
        {
            int close = line.IndexOf(c, i + 1);
            if (close < 0)
            {
                result.Fault ??= new LexicalFault(
                    DiagnosticKind.UnterminatedText, position, "text is not closed", line[i..]);
                close = line.Length;
            }

            result.Tokens.Add(new Token(TokenKind.String, line[(i + 1)..close], position, space));
            return close + 1;
        }
        else if (i + 1 < line.Length && Doubles.Contains(line.Substring(i, 2)))
        {
            end = i + 2;
        }

        result.Tokens.Add(new Token(kind, line[i..end], position, space));
        return end;
    }

    private static int EndOfWord(string line, int i)
    {
        while (i < line.Length && (char.IsAsciiLetterOrDigit(line[i]) || line[i] == '_'))
        {
            i++;
        }

        return i;
    }
}
