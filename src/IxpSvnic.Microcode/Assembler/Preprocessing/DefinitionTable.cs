using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>The definitions that hold at a line, and the values of expressions over them.</summary>
internal sealed class DefinitionTable : IExpressionSymbols
{
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, Definition> _definitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _imports = new(StringComparer.Ordinal);
    private readonly DefinitionExpander _expander;

    public DefinitionTable(AssemblerOptions options, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _expander = new DefinitionExpander(_definitions, StringComparer.Ordinal, diagnostics);
        foreach ((string name, string text) in options.Definitions)
        {
            _definitions[name] = new Definition(name, null, Lexer.ReadTokens("<definitions>", text));
        }
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
        _definitions.ContainsKey(name.Text)
        || PredefinedNames.TryGet(name.Text, out _);

    bool IExpressionSymbols.IsImport(Token name) => _imports.Contains(name.Text);

    public void Undefine(string name) => _definitions.Remove(name);

    /// <summary>Tokens with every definition replaced; joints are left.</summary>
    public List<Token> Expand(IReadOnlyList<Token> tokens) => _expander.Expand(tokens);

    /// <summary>
    /// Tokens with every definition replaced and every joint closed; joined names are looked up again.
    /// </summary>
    public List<Token> ExpandAndPaste(IReadOnlyList<Token> tokens)
    {
        List<Token> expanded = TokenText.Paste(_expander.Expand(tokens));
        return tokens.Any(t => t.Kind == TokenKind.Paste) ? _expander.Expand(expanded) : expanded;
    }

    public void Define(IReadOnlyList<Token> tokens)
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

    public void DefineEval(IReadOnlyList<Token> tokens)
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

    public static bool TryReadParameters(IReadOnlyList<Token> tokens, int start, int end, out List<string> parameters)
    {
        parameters = [];
        foreach (List<Token> part in TokenText.SplitAtCommas(tokens, start, end))
        {
            if (part.Count != 1 || part[0].Kind != TokenKind.Identifier
                || parameters.Contains(part[0].Text, StringComparer.Ordinal))
            {
                return false;
            }

            parameters.Add(part[0].Text);
        }

        return true;
    }

    public bool TryEvaluate(IReadOnlyList<Token> tokens, Token at, out long value)
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

    public void NoteImports(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count > 1 && tokens[0].Is(".") && tokens[1].IsWord("import_var"))
        {
            _imports.UnionWith(tokens.Skip(2).Select(t => t.Text));
        }
    }
}
