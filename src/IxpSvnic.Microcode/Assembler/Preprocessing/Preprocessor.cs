using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>
/// Carries out every line that starts with <c>#</c> and every macro call, and leaves plain statements.
/// Source: section 5.2 of the MEv2 reference.
/// </summary>
internal sealed class Preprocessor : IExpressionSymbols
{
    private const int MaximumDepth = 64;
    private const int MaximumLines = 200_000;
    private const int MaximumLoops = 65_536;

    private readonly AssemblerOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly StringComparer _comparer;
    private readonly Dictionary<string, Definition> _definitions;
    private readonly Dictionary<string, List<MacroDefinition>> _macros;
    private readonly HashSet<string> _imports;
    private readonly DefinitionExpander _expander;
    private readonly List<SourceLine> _output = [];
    private int _includeDepth;
    private int _nesting;
    private int _work;
    private bool _exhausted;

    public Preprocessor(AssemblerOptions options, DiagnosticBag diagnostics)
    {
        _options = options;
        _diagnostics = diagnostics;

        // Upper-case constants beside lower-case registers of the same name are customary: here case always counts.
        _comparer = StringComparer.Ordinal;
        _definitions = new Dictionary<string, Definition>(_comparer);
        _macros = new Dictionary<string, List<MacroDefinition>>(_comparer);
        _imports = new HashSet<string>(_comparer);
        _expander = new DefinitionExpander(_definitions, _comparer, diagnostics);
        foreach ((string name, string text) in options.Definitions)
        {
            _definitions[name] = new Definition(name, null, Lexer.ReadTokens("<definitions>", text));
        }
    }

    /// <summary>Statements of a program, its includes and macros expanded.</summary>
    public IReadOnlyList<SourceLine> Run(string path)
    {
        if (!_options.Reader.TryRead(path, out string text))
        {
            _diagnostics.Error(
                DiagnosticKind.SourceNotFound, new SourcePosition(path, 1, 1), "source file cannot be read", path);
            return [];
        }

        List<SourceLine> lines = Lexer.Read(path, text);
        Process(lines, 0, lines.Count);
        return _output;
    }

    bool IExpressionSymbols.TryGetValue(Token name, out long value)
    {
        // A name nobody defined is zero here.
        PredefinedNames.TryGet(name.Text, out uint predefined);
        value = predefined;
        return true;
    }

    bool IExpressionSymbols.TryGetNumber(Token name, out long value)
    {
        value = 0;
        return false;
    }

    bool IExpressionSymbols.IsDefined(Token name) =>
        _definitions.ContainsKey(name.Text) || _macros.ContainsKey(name.Text)
        || PredefinedNames.TryGet(name.Text, out _);

    bool IExpressionSymbols.IsImport(Token name) => _imports.Contains(name.Text);

    private void Process(IReadOnlyList<SourceLine> lines, int start, int end)
    {
        if (++_nesting > 4 * MaximumDepth)
        {
            if (start < end && lines[start].Tokens.Count > 0)
            {
                _diagnostics.Error(DiagnosticKind.NestingTooDeep, lines[start].Tokens[0], "nested too deeply");
            }

            _nesting--;
            return;
        }

        for (int i = start; i < end && !_exhausted; i++)
        {
            SourceLine line = lines[i];
            _work += 1 + (line.Tokens.Count / 16);
            if ((_work > MaximumLines || Substitution.IsTooLong(line.Tokens)) && line.Tokens.Count > 0)
            {
                _exhausted = true;
                _diagnostics.Error(DiagnosticKind.ExpansionTooLarge, line.Tokens[0], "program expands without end");
                break;
            }

            if (line.Fault is not null && line.PreprocessorWord is not ("error" or "warning" or "pragma"))
            {
                _diagnostics.Report(line.Fault);
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
                Define(line.Tokens);
                return index;
            case "define_eval":
                DefineEval(line.Tokens);
                return index;
            case "undef":
                if (line.Tokens.Count != 3)
                {
                    _diagnostics.Error(DiagnosticKind.PreprocessorSyntax, at, "#undef needs one name");
                }
                else
                {
                    _definitions.Remove(line.Tokens[2].Text);
                    _macros.Remove(line.Tokens[2].Text);
                }

                return index;
            case "include":
                Include(line);
                return index;
            case "if" or "ifdef" or "ifndef":
                return Conditional(lines, index, end);
            case "macro":
                return Macro(lines, index, end);
            case "repeat" or "while" or "for":
                return Loop(lines, index, end);
            case "error":
                _diagnostics.Error(DiagnosticKind.UserError, at, FreeText(line, "#error"), line.Raw.Trim());
                return index;
            case "warning":
                _diagnostics.Warning(DiagnosticKind.UserWarning, at, FreeText(line, "#warning"), line.Raw.Trim());
                return index;
            case "pragma":
                return index;
            case "elif" or "else" or "endif" or "endm" or "endloop":
                _diagnostics.Error(
                    DiagnosticKind.UnbalancedPreprocessor, at, $"#{at.Text} without its beginning");
                return index;
            default:
                _diagnostics.Error(
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

        List<Token> rest = _expander.Expand([.. tokens.Skip(2)]);
        return rest.Count == 1 ? rest[0].Text : line.Raw.Trim()[1..].TrimStart()[tokens[1].Text.Length..].Trim();
    }

    private void Define(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count < 3 || tokens[2].Kind != TokenKind.Identifier)
        {
            _diagnostics.Error(DiagnosticKind.PreprocessorSyntax, tokens[^1], "#define needs a name");
            return;
        }

        List<string>? parameters = null;
        int body = 3;
        if (tokens.Count > 3 && tokens[3].Is("(") && !tokens[3].SpaceBefore)
        {
            int close = TokenText.FindClose(tokens, 3);
            if (close < 0 || !TryReadParameters(tokens, 4, close, out parameters))
            {
                _diagnostics.Error(
                    DiagnosticKind.PreprocessorSyntax, tokens[3], "parameters must be names between commas");
                return;
            }

            body = close + 1;
        }

        string name = tokens[2].Text;
        _definitions[name] = new Definition(name, parameters, [.. tokens.Skip(body)]);
    }

    private void DefineEval(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count < 4 || tokens[2].Kind != TokenKind.Identifier)
        {
            _diagnostics.Error(DiagnosticKind.PreprocessorSyntax, tokens[^1], "#define_eval needs a name and a value");
            return;
        }

        if (TryEvaluate([.. tokens.Skip(3)], tokens[2], out long value))
        {
            string name = tokens[2].Text;
            string text = value < 0 ? $"0x{(uint)value:x}" : value.ToString();
            _definitions[name] = new Definition(
                name, null, [tokens[3] with { Kind = TokenKind.Number, Text = text, Frame = null }]);
        }
    }

    private bool TryReadParameters(IReadOnlyList<Token> tokens, int start, int end, out List<string> parameters)
    {
        parameters = [];
        foreach (List<Token> part in TokenText.SplitAtCommas(tokens, start, end))
        {
            if (part.Count != 1 || part[0].Kind != TokenKind.Identifier || parameters.Contains(part[0].Text, _comparer))
            {
                return false;
            }

            parameters.Add(part[0].Text);
        }

        return true;
    }

    private bool TryEvaluate(IReadOnlyList<Token> tokens, Token at, out long value)
    {
        int errors = _diagnostics.ErrorCount;
        List<Token> expanded = TokenText.Paste(_expander.Expand(tokens));
        value = 0;
        if (_diagnostics.ErrorCount > errors)
        {
            return false;
        }

        if (ExpressionEvaluator.TryEvaluate(expanded, this, at, out value, out ExpressionFault? fault))
        {
            return true;
        }

        _diagnostics.Error(fault!.Kind, fault.At, fault.Message);
        return false;
    }

    private void Include(SourceLine line)
    {
        Token at = line.Tokens[1];
        List<Token> rest = _expander.Expand([.. line.Tokens.Skip(2)]);
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
            _diagnostics.Error(DiagnosticKind.PreprocessorSyntax, at, "#include needs \"file\" or <file>");
            return;
        }

        if (_includeDepth >= MaximumDepth)
        {
            _diagnostics.Error(DiagnosticKind.NestingTooDeep, at, "files include each other too deeply", name);
            return;
        }

        foreach (string path in Candidates(name, at.Position.File, quoted))
        {
            if (_options.Reader.TryRead(path, out string text))
            {
                _includeDepth++;
                List<SourceLine> lines = Lexer.Read(path, text);
                Process(lines, 0, lines.Count);
                _includeDepth--;
                return;
            }
        }

        _diagnostics.Error(DiagnosticKind.SourceNotFound, rest[0], "included file cannot be read", name);
    }

    private IEnumerable<string> Candidates(string name, string includer, bool quoted)
    {
        if (quoted)
        {
            yield return Combine(Path.GetDirectoryName(includer) ?? "", name);
        }

        foreach (string directory in _options.IncludeDirectories)
        {
            yield return Combine(directory, name);
        }

        if (!quoted)
        {
            yield return Combine(Path.GetDirectoryName(includer) ?? "", name);
        }
    }

    private static string Combine(string directory, string name)
    {
        string path = Path.Combine(directory, name).Replace('\\', '/');
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private int Conditional(IReadOnlyList<SourceLine> lines, int index, int end)
    {
        int close = FindClose(lines, index, end, out List<int> branches);
        branches.Add(close);
        bool done = false;
        for (int b = 0; b + 1 < branches.Count && !_exhausted; b++)
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
                    _diagnostics.Error(
                        DiagnosticKind.PreprocessorSyntax, head[1], $"#{head[1].Text} needs one name");
                    return false;
                }

                return ((IExpressionSymbols)this).IsDefined(head[2]) == (line.PreprocessorWord == "ifdef");
            default:
                return TryEvaluate([.. head.Skip(2)], head[1], out long value) && value != 0;
        }
    }

    /// <summary>The line of the matching end; branches are the lines that start a part of an #if.</summary>
    private int FindClose(IReadOnlyList<SourceLine> lines, int index, int end, out List<int> branches)
    {
        string word = lines[index].PreprocessorWord;
        string family = Family(word);
        branches = [index];
        int depth = 0;
        for (int i = index; i < end; i++)
        {
            string other = lines[i].PreprocessorWord;
            if (other.Length == 0)
            {
                continue;
            }

            if (Family(other) == family)
            {
                depth++;
            }
            else if (other == family && --depth == 0)
            {
                return i;
            }
            else if (depth == 1 && family == "endif" && other is "elif" or "else")
            {
                branches.Add(i);
            }
        }

        _diagnostics.Error(
            DiagnosticKind.UnbalancedPreprocessor, lines[index].Tokens[1], $"#{word} without #{family}");
        return end;
    }

    private static string Family(string word) => word switch
    {
        "if" or "ifdef" or "ifndef" => "endif",
        "macro" => "endm",
        "repeat" or "while" or "for" => "endloop",
        _ => "",
    };

    private int Macro(IReadOnlyList<SourceLine> lines, int index, int end)
    {
        int close = FindClose(lines, index, end, out _);
        IReadOnlyList<Token> tokens = lines[index].Tokens;
        List<string> parameters = [];
        bool valid = tokens.Count > 2 && tokens[2].Kind == TokenKind.Identifier;
        if (valid && tokens.Count > 3)
        {
            valid = (tokens[3].Is("(") || tokens[3].Is("[")) && TokenText.FindClose(tokens, 3) == tokens.Count - 1
                && TryReadParameters(tokens, 4, tokens.Count - 1, out parameters);
        }

        if (!valid)
        {
            _diagnostics.Error(
                DiagnosticKind.PreprocessorSyntax, tokens[^1], "#macro needs a name and parameters in brackets");
            return close;
        }

        if (!_macros.TryGetValue(tokens[2].Text, out List<MacroDefinition>? overloads))
        {
            overloads = [];
            _macros.Add(tokens[2].Text, overloads);
        }

        overloads.RemoveAll(m => m.Parameters.Count == parameters.Count);
        overloads.Add(new MacroDefinition(tokens[2], parameters, [.. lines.Skip(index + 1).Take(close - index - 1)]));
        return close;
    }

    private int Loop(IReadOnlyList<SourceLine> lines, int index, int end)
    {
        int close = FindClose(lines, index, end, out _);
        IReadOnlyList<Token> tokens = lines[index].Tokens;
        switch (lines[index].PreprocessorWord)
        {
            case "repeat":
                if (TryEvaluate([.. tokens.Skip(2)], tokens[1], out long count))
                {
                    for (long i = 0; i < Math.Min(count, MaximumLoops) && !_exhausted; i++)
                    {
                        Process(lines, index + 1, close);
                    }
                }

                break;
            case "while":
                int turns = 0;
                while (!_exhausted && TryEvaluate([.. tokens.Skip(2)], tokens[1], out long value) && value != 0)
                {
                    Process(lines, index + 1, close);
                    if (++turns > MaximumLoops)
                    {
                        _diagnostics.Error(DiagnosticKind.ExpansionTooLarge, tokens[1], "#while never ends");
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
            _diagnostics.Error(DiagnosticKind.PreprocessorSyntax, tokens[1], "#for needs a name and [elements]");
            return;
        }

        foreach (IReadOnlyList<Token> element in Elements(tokens))
        {
            if (_exhausted)
            {
                return;
            }

            Dictionary<string, IReadOnlyList<Token>> map = new(_comparer) { [tokens[2].Text] = element };
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
        List<Token> expanded = TokenText.Paste(_expander.Expand([.. tokens.Skip(4).Take(tokens.Count - 5)]));
        List<List<Token>> parts = TokenText.SplitAtCommas(expanded, 0, expanded.Count);
        if (parts.Count == 2
            && ExpressionEvaluator.TryEvaluate(parts[0], new NoUndefined(this), tokens[1], out long first, out _)
            && ExpressionEvaluator.TryEvaluate(parts[1], new NoUndefined(this), tokens[1], out long last, out _))
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
            Emit(TokenText.Paste(_expander.Expand([.. tokens.Take(colon + 1)])), line);
            tokens = [.. tokens.Skip(colon + 1)];
            if (tokens.Count == 0)
            {
                return;
            }
        }

        if (IsMacroCall(tokens))
        {
            Call(tokens);
            return;
        }

        NoteImports(tokens);
        int errors = _diagnostics.ErrorCount;
        List<Token> expanded = TokenText.Paste(_expander.Expand(tokens));
        if (tokens.Any(t => t.Kind == TokenKind.Paste))
        {
            expanded = _expander.Expand(expanded);
        }

        if (expanded.Count == 0 || _diagnostics.ErrorCount > errors)
        {
            return;
        }

        if (IsMacroCall(expanded))
        {
            Call(expanded);
            return;
        }

        Emit(expanded, line);
    }

    private void NoteImports(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count > 1 && tokens[0].Is(".") && tokens[1].IsWord("import_var"))
        {
            _imports.UnionWith(tokens.Skip(2).Select(t => t.Text));
        }
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

    private bool IsMacroCall(IReadOnlyList<Token> tokens) =>
        tokens.Count > 0 && tokens[0].Kind == TokenKind.Identifier && _macros.ContainsKey(tokens[0].Text)
        && (tokens.Count == 1 || tokens[1].Is("(") || tokens[1].Is("["));

    private void Call(IReadOnlyList<Token> tokens)
    {
        Token name = tokens[0];
        List<List<Token>> arguments = [];
        if (tokens.Count > 1)
        {
            int close = TokenText.FindClose(tokens, 1);
            if (close != tokens.Count - 1)
            {
                Token at = close < 0 ? tokens[1] : tokens[close + 1];
                _diagnostics.Error(DiagnosticKind.Syntax, at, "unexpected text after a macro call");
                return;
            }

            arguments = TokenText.SplitAtCommas(tokens, 2, close);
        }

        List<MacroDefinition> overloads = _macros[name.Text];
        MacroDefinition? macro = overloads.Find(m => m.Parameters.Count == arguments.Count);
        if (macro is null && arguments.Count == 0)
        {
            macro = overloads.Find(m => m.Parameters.Count == 1);
            arguments = [[]];
        }

        if (macro is null)
        {
            string known = string.Join(" or ", overloads.Select(m => m.Parameters.Count).Order());
            _diagnostics.Error(
                DiagnosticKind.MacroArity, name, $"macro takes {known} arguments, not {arguments.Count}");
            return;
        }

        MacroFrame frame = new(macro.Name.Text, name.Position, name.Frame);
        if (frame.Depth > MaximumDepth)
        {
            _diagnostics.Error(DiagnosticKind.NestingTooDeep, name, "macros call each other too deeply");
            _exhausted = true;
            return;
        }

        Dictionary<string, IReadOnlyList<Token>> map = new(_comparer);
        for (int i = 0; i < macro.Parameters.Count; i++)
        {
            map[macro.Parameters[i]] = arguments[i];
        }

        List<SourceLine> body = [];
        foreach (SourceLine line in macro.Body)
        {
            List<Token> substituted = Substitution.Apply(line.Tokens, map, frame, reframe: true);
            if (substituted.Count > 0)
            {
                body.Add(new SourceLine(substituted) { Raw = line.Raw, Fault = line.Fault });
            }
        }

        _output.Add(new SourceLine([name]) { Kind = SourceLineKind.ScopeOpen, Frame = frame });
        Process(body, 0, body.Count);
        _output.Add(new SourceLine([name]) { Kind = SourceLineKind.ScopeClose, Frame = frame });
    }
}
