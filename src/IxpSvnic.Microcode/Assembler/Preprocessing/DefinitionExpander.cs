using System.Collections.Immutable;
using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>Replaces defined names in a run of tokens; a name is never replaced inside its own text.</summary>
internal sealed class DefinitionExpander(
    IReadOnlyDictionary<string, Definition> definitions,
    StringComparer comparer,
    DiagnosticBag diagnostics)
{
    private const int Limit = 20_000;
    private const int MaximumDepth = 100;

    private int _produced;

    /// <summary>The expanded tokens; the argument of <c>defined</c> stays as it is.</summary>
    public List<Token> Expand(IReadOnlyList<Token> tokens)
    {
        _produced = 0;
        List<Token> result = new(tokens.Count);
        Expand(tokens, ImmutableHashSet.Create<string>(comparer), result, 0);
        return result;
    }

    private void Expand(IReadOnlyList<Token> tokens, ImmutableHashSet<string> hidden, List<Token> result, int depth)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            Token token = tokens[i];
            if (_produced > Limit || depth > MaximumDepth)
            {
                diagnostics.Error(DiagnosticKind.ExpansionTooLarge, token, "definitions expand without end");
                return;
            }

            if (token.IsWord("defined"))
            {
                i = CopyDefined(tokens, i, result);
                continue;
            }

            if (token.Kind != TokenKind.Identifier || hidden.Contains(token.Text)
                || !definitions.TryGetValue(token.Text, out Definition? definition))
            {
                _produced++;
                result.Add(token);
                continue;
            }

            IReadOnlyList<Token> body = definition.Body;
            if (definition.Parameters is not null)
            {
                int close = i + 1 < tokens.Count && tokens[i + 1].Is("(") ? TokenText.FindClose(tokens, i + 1) : -1;
                if (close < 0)
                {
                    result.Add(token);
                    continue;
                }

                body = Fill(definition, token, TokenText.SplitAtCommas(tokens, i + 2, close), hidden, depth);
                i = close;
            }

            _produced++;
            Expand(Place(body, definition, token), hidden.Add(token.Text), result, depth + 1);
        }
    }

    private List<Token> Fill(
        Definition definition,
        Token use,
        List<List<Token>> arguments,
        ImmutableHashSet<string> hidden,
        int depth)
    {
        IReadOnlyList<string> parameters = definition.Parameters!;
        if (arguments.Count == 0 && parameters.Count == 1)
        {
            arguments.Add([]);
        }

        if (arguments.Count != parameters.Count)
        {
            diagnostics.Error(
                DiagnosticKind.MacroArity,
                use,
                $"'{definition.Name}' needs {parameters.Count} arguments, not {arguments.Count}");
            return [];
        }

        Dictionary<string, IReadOnlyList<Token>> map = new(comparer);
        for (int i = 0; i < parameters.Count; i++)
        {
            List<Token> expanded = [];
            Expand(arguments[i], hidden, expanded, depth + 1);
            map[parameters[i]] = expanded;
        }

        return Substitution.Apply(definition.Body, map, null, reframe: false);
    }

    /// <summary>Gives the text of a definition the place and frame of its use.</summary>
    private static List<Token> Place(IReadOnlyList<Token> body, Definition definition, Token use)
    {
        HashSet<Token> own = new(definition.Body, ReferenceEqualityComparer.Instance);
        List<Token> result = new(body.Count);
        for (int i = 0; i < body.Count; i++)
        {
            Token token = own.Contains(body[i]) || body[i].Kind == TokenKind.String
                ? body[i] with { Position = use.Position, Frame = use.Frame }
                : body[i];
            result.Add(i == 0 ? token with { SpaceBefore = use.SpaceBefore } : token);
        }

        return result;
    }

    private static int CopyDefined(IReadOnlyList<Token> tokens, int i, List<Token> result)
    {
        result.Add(tokens[i]);
        if (i + 1 < tokens.Count && tokens[i + 1].Is("("))
        {
            int close = TokenText.FindClose(tokens, i + 1);
            int end = close < 0 ? tokens.Count - 1 : close;
            for (int k = i + 1; k <= end; k++)
            {
                result.Add(tokens[k]);
            }

            return end;
        }

        if (i + 1 < tokens.Count)
        {
            result.Add(tokens[i + 1]);
            return i + 1;
        }

        return i;
    }
}
