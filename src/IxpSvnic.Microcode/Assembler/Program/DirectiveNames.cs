using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>Reads the lists of names that directives take.</summary>
internal sealed class DirectiveNames(AssemblyProgram program, OperandReader operands)
{
    private DiagnosticBag Diagnostics => program.Diagnostics;

    public void Malformed(Token at, string message) => Diagnostics.Error(DiagnosticKind.Syntax, at, message);

    /// <summary>Names with sigils, commas between them or not, each with the size in its brackets or -1.</summary>
    public bool TryReadNames(
        Token word,
        IReadOnlyList<Token> tokens,
        Scope scope,
        int start,
        out List<(Token Name, int Size)> names)
    {
        names = [];
        int i = start;
        while (i < tokens.Count)
        {
            if (tokens[i].Is(","))
            {
                i++;
                continue;
            }

            if (!NameReader.TryRead(tokens, ref i, out Token name))
            {
                Malformed(tokens[i], "a name is needed here");
                return false;
            }

            int size = -1;
            if (i < tokens.Count && tokens[i].Is("["))
            {
                int close = TokenText.FindClose(tokens, i);
                if (close < 0 || !operands.TryEvaluate(
                    [.. tokens.Skip(i + 1).Take(close - i - 1)], scope, tokens[i], out long value))
                {
                    return false;
                }

                size = (int)Math.Clamp(value, 0, 1000);
                i = close + 1;
            }

            names.Add((name, size));
        }

        if (names.Count == 0)
        {
            Malformed(word, $"{word.Text} needs a name");
            return false;
        }

        return true;
    }

    /// <summary>Registers a name stands for: elements of an array, or one or both sides of a name.</summary>
    public List<RegisterSymbol>? Registers(Token name, int element, Scope scope, Func<RegisterSymbol, bool> side)
    {
        SymbolEntry? entry = scope.Find(name);
        IReadOnlyList<RegisterSymbol>? found = entry?.Array ?? entry?.Registers;
        if (found is null || found.Count == 0)
        {
            Diagnostics.Error(
                entry is null ? DiagnosticKind.UndefinedSymbol : DiagnosticKind.WrongSymbolKind,
                name,
                entry is null ? "name is not declared" : "not a register");
            return null;
        }

        if (element >= 0)
        {
            if (entry?.Array is null || element >= found.Count)
            {
                Diagnostics.Error(DiagnosticKind.WrongSymbolKind, name, "array has no such element");
                return null;
            }

            return [found[element]];
        }

        return [.. found.Where(side)];
    }
}
