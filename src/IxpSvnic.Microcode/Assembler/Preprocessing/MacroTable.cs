using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>The macros that hold at a line; several of one name differ by their number of arguments.</summary>
internal sealed class MacroTable(DiagnosticBag diagnostics)
{
    private const int MaximumDepth = 64;

    private readonly Dictionary<string, List<MacroDefinition>> _macros = new(StringComparer.Ordinal);

    public void Undefine(string name) => _macros.Remove(name);

    /// <summary>Some macro recursion ran away: nothing more is expanded.</summary>
    public bool IsExhausted { get; private set; }

    public bool IsCall(IReadOnlyList<Token> tokens) =>
        tokens.Count > 0 && tokens[0].Kind == TokenKind.Identifier && _macros.ContainsKey(tokens[0].Text)
        && (tokens.Count == 1 || tokens[1].Is("(") || tokens[1].Is("["));

    /// <summary>Notes a macro; the answer is its last line.</summary>
    public int Define(IReadOnlyList<SourceLine> lines, int index, int end)
    {
        int close = DirectiveBlock.FindClose(lines, index, end, diagnostics, out _);
        IReadOnlyList<Token> tokens = lines[index].Tokens;
        List<string> parameters = [];
        bool valid = tokens.Count > 2 && tokens[2].Kind == TokenKind.Identifier;
        if (valid && tokens.Count > 3)
        {
            valid = (tokens[3].Is("(") || tokens[3].Is("[")) && TokenText.FindClose(tokens, 3) == tokens.Count - 1
                && DefinitionTable.TryReadParameters(tokens, 4, tokens.Count - 1, out parameters);
        }

        if (!valid)
        {
            diagnostics.Error(
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

    /// <summary>
    /// The body of a call with its arguments in place; null when it cannot be expanded, which is reported.
    /// </summary>
    public List<SourceLine>? Expand(IReadOnlyList<Token> tokens, out MacroFrame frame)
    {
        Token name = tokens[0];
        frame = new MacroFrame(name.Text, name.Position, name.Frame);
        List<List<Token>> arguments = [];
        if (tokens.Count > 1)
        {
            int close = TokenText.FindClose(tokens, 1);
            if (close != tokens.Count - 1)
            {
                Token at = close < 0 ? tokens[1] : tokens[close + 1];
                diagnostics.Error(DiagnosticKind.Syntax, at, "unexpected text after a macro call");
                return null;
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
            diagnostics.Error(
                DiagnosticKind.MacroArity, name, $"macro takes {known} arguments, not {arguments.Count}");
            return null;
        }

        if (frame.Depth > MaximumDepth)
        {
            diagnostics.Error(DiagnosticKind.NestingTooDeep, name, "macros call each other too deeply");
            IsExhausted = true;
            return null;
        }

        Dictionary<string, IReadOnlyList<Token>> map = new(StringComparer.Ordinal);
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

        return body;
    }
}
