using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>
/// Carries out every line that starts with <c>#</c> and every macro call, and leaves plain statements.
/// Source: section 5.2 of the MEv2 reference; unlike there, the case of its names counts, because upper-case constants
/// beside lower-case registers of the same name are customary.
/// </summary>
internal sealed class Preprocessor(AssemblerOptions options, DiagnosticBag diagnostics)
{
    private const int MaximumDepth = 64;
    private const int MaximumLines = 200_000;
    private const int MaximumLoops = 65_536;

    private readonly DefinitionTable _definitions = new(options, diagnostics);
    private readonly MacroTable _macros = new(diagnostics);
    private readonly List<SourceLine> _output = [];
    private int _includeDepth;
    private int _nesting;
    private int _work;
    private bool _tooLong;

    private bool IsExhausted => _tooLong || _macros.IsExhausted;

    /// <summary>Statements of a program, its includes and macros expanded.</summary>
    public IReadOnlyList<SourceLine> Run(string path)
    {
        if (!options.Reader.TryRead(path, out string text))
        {
            diagnostics.Error(
                DiagnosticKind.SourceNotFound, new SourcePosition(path, 1, 1), "source file cannot be read", path);
            return [];
        }

        List<SourceLine> lines = Lexer.Read(path, text);
        Process(lines, 0, lines.Count);
        return _output;
    }

    private void Process(IReadOnlyList<SourceLine> lines, int start, int end)
    {
        if (++_nesting > 4 * MaximumDepth)
        {
            if (start < end && lines[start].Tokens.Count > 0)
            {
                diagnostics.Error(DiagnosticKind.NestingTooDeep, lines[start].Tokens[0], "nested too deeply");
            }

            _nesting--;
            return;
        }

        for (int i = start; i < end && !IsExhausted; i++)
        {
            SourceLine line = lines[i];
            _work += 1 + (line.Tokens.Count / 16);
            if ((_work > MaximumLines || Substitution.IsTooLong(line.Tokens)) && line.Tokens.Count > 0)
            {
                _tooLong = true;
                diagnostics.Error(DiagnosticKind.ExpansionTooLarge, line.Tokens[0], "program expands without end");
                break;
            }

            if (line.Fault is not null && line.PreprocessorWord is not ("error" or "warning" or "pragma"))
            {
                diagnostics.Report(line.Fault);
                continue;
            }

            if (line.Tokens.Count > 1 && line.Tokens[0].Is("#") && line.Tokens[1].Kind == TokenKind.Identifier)
            {
                i = Directive(lines, i, end);
            }
            else if (line.Tokens.Count > 0)
            {
                Statement(line);
            }
        }

        _nesting--;
    }

    private int Directive(IReadOnlyList<SourceLine> lines, int index, int end)
    {
        SourceLine line = lines[index];
        Token at = line.Tokens[1];
        switch (line.PreprocessorWord)
        {
            case "define":
                _definitions.Define(line.Tokens);
                return index;
            case "define_eval":
                _definitions.DefineEval(line.Tokens);
                return index;
            case "undef":
                if (line.Tokens.Count != 3)
                {
                    diagnostics.Error(DiagnosticKind.PreprocessorSyntax, at, "#undef needs one name");
                }
                else
                {
                    _definitions.Undefine(line.Tokens[2].Text);
                    _macros.Undefine(line.Tokens[2].Text);
                }

                return index;
            case "include":
                Include(line);
                return index;
            case "if" or "ifdef" or "ifndef":
                return Conditional(lines, index, end);
            case "macro":
                return _macros.Define(lines, index, end);
            case "repeat" or "while" or "for":
                return Loop(lines, index, end);
            case "error":
                diagnostics.Error(DiagnosticKind.UserError, at, FreeText(line, "#error"), line.Raw.Trim());
                return index;
            case "warning":
                diagnostics.Warning(DiagnosticKind.UserWarning, at, FreeText(line, "#warning"), line.Raw.Trim());
                return index;
            case "pragma":
                return index;
            case "elif" or "else" or "endif" or "endm" or "endloop":
                diagnostics.Error(
                    DiagnosticKind.UnbalancedPreprocessor, at, $"#{at.Text} without its beginning");
                return index;
            default:
                diagnostics.Error(
                    DiagnosticKind.UnknownPreprocessorDirective, at, "unknown preprocessor directive");
                return index;
        }
    }

    private string FreeText(SourceLine line, string fallback)
    {
        IReadOnlyList<Token> tokens = line.Tokens;
        if (tokens.Count < 3)
        {
            return fallback;
        }

        List<Token> rest = _definitions.Expand([.. tokens.Skip(2)]);
        return rest.Count == 1 ? rest[0].Text : line.Raw.Trim()[1..].TrimStart()[tokens[1].Text.Length..].Trim();
    }

    private void Include(SourceLine line)
    {
        Token at = line.Tokens[1];
        List<Token> rest = _definitions.Expand([.. line.Tokens.Skip(2)]);
        string name;
        bool quoted = rest.Count == 1 && rest[0].Kind == TokenKind.String;
        if (quoted)
        {
            name = rest[0].Text;
        }
        else if (rest.Count > 2 && rest[0].Is("<") && rest[^1].Is(">"))
        {
            name = TokenText.Joined(rest.Skip(1).SkipLast(1));
        }
        else
        {
            diagnostics.Error(DiagnosticKind.PreprocessorSyntax, at, "#include needs \"file\" or <file>");
            return;
        }

        if (_includeDepth >= MaximumDepth)
        {
            diagnostics.Error(DiagnosticKind.NestingTooDeep, at, "files include each other too deeply", name);
            return;
        }

        foreach (string path in IncludePath.Candidates(
            name, at.Position.File, quoted, options.IncludeDirectories))
        {
            if (options.Reader.TryRead(path, out string text))
            {
                _includeDepth++;
                List<SourceLine> lines = Lexer.Read(path, text);
                Process(lines, 0, lines.Count);
                _includeDepth--;
                return;
            }
        }

        diagnostics.Error(DiagnosticKind.SourceNotFound, rest[0], "included file cannot be read", name);
    }

    private int Conditional(IReadOnlyList<SourceLine> lines, int index, int end)
    {
        int close = DirectiveBlock.FindClose(lines, index, end, diagnostics, out List<int> branches);
        branches.Add(close);
        bool done = false;
        for (int b = 0; b + 1 < branches.Count && !IsExhausted; b++)
        {
            IReadOnlyList<Token> head = lines[branches[b]].Tokens;
            bool taken = !done && IsTaken(lines[branches[b]], head);
            if (taken)
            {
                done = true;
                Process(lines, branches[b] + 1, branches[b + 1]);
            }
        }

        return close;
    }

    private bool IsTaken(SourceLine line, IReadOnlyList<Token> head)
    {
        switch (line.PreprocessorWord)
        {
            case "else":
                return true;
            case "ifdef" or "ifndef":
                if (head.Count != 3)
                {
                    diagnostics.Error(
                        DiagnosticKind.PreprocessorSyntax, head[1], $"#{head[1].Text} needs one name");
                    return false;
                }

                return ((IExpressionSymbols)_definitions).IsDefined(head[2]) == (line.PreprocessorWord == "ifdef");
            default:
                return _definitions.TryEvaluate([.. head.Skip(2)], head[1], out long value) && value != 0;
        }
    }

    private int Loop(IReadOnlyList<SourceLine> lines, int index, int end)
    {
        int close = DirectiveBlock.FindClose(lines, index, end, diagnostics, out _);
        IReadOnlyList<Token> tokens = lines[index].Tokens;
        switch (lines[index].PreprocessorWord)
        {
            case "repeat":
                if (_definitions.TryEvaluate([.. tokens.Skip(2)], tokens[1], out long count))
                {
                    for (long i = 0; i < Math.Min(count, MaximumLoops) && !IsExhausted; i++)
                    {
                        Process(lines, index + 1, close);
                    }
                }

                break;
            case "while":
                int turns = 0;
                while (!IsExhausted && _definitions.TryEvaluate([.. tokens.Skip(2)], tokens[1], out long value)
                    && value != 0)
                {
                    Process(lines, index + 1, close);
                    if (++turns > MaximumLoops)
                    {
                        diagnostics.Error(DiagnosticKind.ExpansionTooLarge, tokens[1], "#while never ends");
                        break;
                    }
                }

                break;
            default:
                For(lines, index, close);
                break;
        }

        return close;
    }

    private void For(IReadOnlyList<SourceLine> lines, int index, int close)
    {
        IReadOnlyList<Token> tokens = lines[index].Tokens;
        if (tokens.Count < 5 || tokens[2].Kind != TokenKind.Identifier || !tokens[3].Is("[")
            || TokenText.FindClose(tokens, 3) != tokens.Count - 1)
        {
            diagnostics.Error(DiagnosticKind.PreprocessorSyntax, tokens[1], "#for needs a name and [elements]");
            return;
        }

        foreach (IReadOnlyList<Token> element in Elements(tokens))
        {
            if (IsExhausted)
            {
                return;
            }

            Dictionary<string, IReadOnlyList<Token>> map = new(StringComparer.Ordinal) { [tokens[2].Text] = element };
            List<SourceLine> body = [];
            for (int i = index + 1; i < close; i++)
            {
                body.Add(new SourceLine(Substitution.Apply(lines[i].Tokens, map, null, reframe: false))
                {
                    Raw = lines[i].Raw,
                    Fault = lines[i].Fault,
                });
            }

            body.RemoveAll(l => l.Tokens.Count == 0);
            Process(body, 0, body.Count);
        }
    }

    /// <summary>Two numbers are a range, everything else is a list.</summary>
    private IEnumerable<IReadOnlyList<Token>> Elements(IReadOnlyList<Token> tokens)
    {
        List<Token> expanded = _definitions.ExpandAndPaste([.. tokens.Skip(4).Take(tokens.Count - 5)]);
        List<List<Token>> parts = TokenText.SplitAtCommas(expanded, 0, expanded.Count);
        if (parts.Count == 2
            && ExpressionEvaluator.TryEvaluate(
                parts[0], new NoUndefined(_definitions), tokens[1], out long first, out _)
            && ExpressionEvaluator.TryEvaluate(
                parts[1], new NoUndefined(_definitions), tokens[1], out long last, out _))
        {
            for (long i = first; i <= Math.Min(last, first + MaximumLoops); i++)
            {
                yield return [tokens[3] with { Kind = TokenKind.Number, Text = i.ToString() }];
            }

            yield break;
        }

        foreach (List<Token> part in parts)
        {
            yield return part;
        }
    }

    private void Statement(SourceLine line)
    {
        IReadOnlyList<Token> tokens = line.Tokens;
        int colon = LabelEnd(tokens);
        if (colon > 0)
        {
            Emit(_definitions.ExpandAndPaste([.. tokens.Take(colon + 1)]), line);
            tokens = [.. tokens.Skip(colon + 1)];
            if (tokens.Count == 0)
            {
                return;
            }
        }

        if (_macros.IsCall(tokens))
        {
            Call(tokens);
            return;
        }

        _definitions.NoteImports(tokens);
        int errors = diagnostics.ErrorCount;
        List<Token> expanded = _definitions.ExpandAndPaste(tokens);
        if (expanded.Count == 0 || diagnostics.ErrorCount > errors)
        {
            return;
        }

        if (_macros.IsCall(expanded))
        {
            Call(expanded);
            return;
        }

        Emit(expanded, line);
    }

    private void Emit(List<Token> tokens, SourceLine line)
    {
        if (tokens.Count > 0)
        {
            _output.Add(new SourceLine(tokens) { Raw = line.Raw });
        }
    }

    /// <summary>Index of the colon of a leading <c>name#:</c>, or -1.</summary>
    private static int LabelEnd(IReadOnlyList<Token> tokens)
    {
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Is("#"))
            {
                return i > 0 && tokens[i + 1].Is(":") ? i + 1 : -1;
            }

            if (tokens[i].Kind is not (TokenKind.Identifier or TokenKind.Number or TokenKind.Paste))
            {
                return -1;
            }
        }

        return -1;
    }

    private void Call(IReadOnlyList<Token> tokens)
    {
        if (_macros.Expand(tokens, out MacroFrame frame) is not { } body)
        {
            return;
        }

        _output.Add(new SourceLine([tokens[0]]) { Kind = SourceLineKind.ScopeOpen, Frame = frame });
        Process(body, 0, body.Count);
        _output.Add(new SourceLine([tokens[0]]) { Kind = SourceLineKind.ScopeClose, Frame = frame });
    }
}
