using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// Directives about what the loader sets before the program runs. Source: section 5.3 of the MEv2 reference.
/// </summary>
internal sealed class LoaderDirectives(AssemblyProgram program, OperandReader operands, DirectiveNames names)
{
    private DiagnosticBag Diagnostics => program.Diagnostics;

    public void Contexts(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        List<Token> rest = [.. tokens.Skip(2).Where(t => !t.IsWord("even"))];
        if (!operands.TryEvaluate(rest, scope, word, out long count))
        {
            return;
        }

        if (count is not (4 or 8))
        {
            names.Malformed(word, ".num_contexts takes 4 or 8");
            return;
        }

        program.Contexts = (int)count;
    }

    public void Initialise(Token word, IReadOnlyList<Token> tokens, Scope scope, bool oneContext)
    {
        int i = 2;
        int context = -1;
        if (oneContext)
        {
            if (i >= tokens.Count || !operands.TryEvaluate([tokens[i]], scope, word, out long value)
                || value is < 0 or > 7)
            {
                names.Malformed(word, ".init_ctx needs a context, a name and a value");
                return;
            }

            context = (int)value;
            i += i + 1 < tokens.Count && tokens[i + 1].Is(",") ? 2 : 1;
        }

        if (!NameReader.TryRead(tokens, ref i, out Token name))
        {
            names.Malformed(word, $"{word.Text} needs a name and a value");
            return;
        }

        i += i < tokens.Count && tokens[i].Is(",") ? 1 : 0;
        if (names.Registers(name, -1, scope, _ => true) is not { } registers
            || !operands.TryEvaluate([.. tokens.Skip(i)], scope, name, out long initial))
        {
            return;
        }

        foreach (RegisterSymbol register in registers)
        {
            if (!register.IsGpr)
            {
                Diagnostics.Error(
                    DiagnosticKind.Unsupported, name, "only general-purpose registers have initial values");
                return;
            }

            register.IsUsed = register.IsSetOutside = true;
            program.InitialValues.Add(new InitialValue(register, (uint)initial, context, name));
        }
    }

    public void InitialiseCsr(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        List<Token> rest = [.. tokens.Skip(2).Where(t => !t.Is(","))];
        if (rest.Count > 0 && rest[^1].Text.ToLowerInvariant() is "const" or "required" or "invalid")
        {
            if (rest[^1].IsWord("invalid"))
            {
                return;
            }

            rest.RemoveAt(rest.Count - 1);
        }

        if (rest.Count < 2)
        {
            names.Malformed(word, ".init_csr needs a local CSR and a value");
            return;
        }

        if (!operands.TryEvaluate([.. rest.Skip(1)], scope, word, out long value))
        {
            return;
        }

        if (!LocalCsrs.TryGetNumber(rest[0].Text, out int number))
        {
            Diagnostics.Error(DiagnosticKind.UndefinedSymbol, rest[0], "not a local CSR");
            return;
        }

        if (rest[0].IsWord("CTX_ENABLES"))
        {
            // The loader owns this one: only the mode bits are the program's.
            const uint Modes = UengineParameterBits.EmptyThresholdMask | UengineParameterBits.LmAddr0Global
                | UengineParameterBits.LmAddr1Global | UengineParameterBits.NextNeighbourSelf
                | UengineParameterBits.PrnEveryCycle;
            program.UengineParameters = (program.UengineParameters & ~Modes) | ((uint)value & Modes);
            return;
        }

        program.InitialCsrs.Add(new InitialCsr(number, (uint)value));
    }

    public void NextNeighbourMode(Token word, IReadOnlyList<Token> tokens)
    {
        if (tokens.Count == 3 && tokens[2].IsWord("self"))
        {
            program.UengineParameters |= UengineParameterBits.NextNeighbourSelf;
        }
        else if (tokens.Count == 3 && tokens[2].IsWord("neighbor"))
        {
            program.UengineParameters &= ~UengineParameterBits.NextNeighbourSelf;
        }
        else
        {
            names.Malformed(word, ".init_nn_mode takes self or neighbor");
        }
    }

    /// <summary>A bound variable was replaced by its value before this line was read: what is left has none.</summary>
    public void ReportUnbound(IReadOnlyList<Token> tokens)
    {
        foreach (Token name in tokens.Skip(2))
        {
            if (name.Kind == TokenKind.Identifier)
            {
                Diagnostics.Error(
                    DiagnosticKind.UndefinedSymbol, name, "import variable has no value; define it from outside");
            }
        }
    }
}
