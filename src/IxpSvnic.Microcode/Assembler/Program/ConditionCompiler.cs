using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// Turns the condition of structured code into tests and branches. Source: section 5.5 of the MEv2 reference.
/// *Not modelled:* comparisons that need a scratch register.
/// </summary>
internal sealed class ConditionCompiler(AssemblyProgram program, InstructionReader instructions, OperandReader operands)
{
    private const int MaximumDepth = 60;

    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">", "="];
    private static readonly string[] Operations = ["&", "|", "^", "+", "-"];

    private int _labels;
    private int _depth;

    /// <summary>Branches to the target when the condition has the wanted value, else falls through.</summary>
    public void Compile(
        IReadOnlyList<Token> tokens,
        Token at,
        LabelSymbol target,
        bool whenTrue,
        bool isUnsigned,
        Scope scope)
    {
        if (tokens.Count == 0)
        {
            program.Diagnostics.Error(DiagnosticKind.Condition, at, "condition is missing");
            return;
        }

        if (!tokens[0].Is("(") || TokenText.FindClose(tokens, 0) != tokens.Count - 1)
        {
            program.Diagnostics.Error(
                DiagnosticKind.Condition, tokens[0], "condition must be in brackets", TokenText.Spaced(tokens));
            return;
        }

        _depth = 0;
        Branch(tokens, target, whenTrue, isUnsigned, scope);
    }

    /// <summary>An unconditional branch, left out where control cannot arrive.</summary>
    public void Jump(LabelSymbol target, Token at, Scope scope)
    {
        if (program.Nodes.Count > 0 && program.Nodes[^1] is { IsInstruction: true, Defer: 0 } last
            && last.Flags.HasFlag(InstructionFlags.Unconditional) && program.LastPlaced != program.Nodes.Count)
        {
            return;
        }

        Emit("br", at, scope, target);
    }

    private void Branch(IReadOnlyList<Token> tokens, LabelSymbol target, bool whenTrue, bool isUnsigned, Scope scope)
    {
        while (tokens.Count > 2 && tokens[0].Is("(") && TokenText.FindClose(tokens, 0) == tokens.Count - 1)
        {
            tokens = [.. tokens.Skip(1).SkipLast(1)];
        }

        if (++_depth > MaximumDepth)
        {
            program.Diagnostics.Error(DiagnosticKind.NestingTooDeep, tokens[0], "condition is nested too deeply");
            return;
        }

        if (TrySplit(tokens, "||", out List<List<Token>> parts))
        {
            Chain(parts, target, whenTrue, shortCircuitsOn: true, isUnsigned, scope);
        }
        else if (TrySplit(tokens, "&&", out parts))
        {
            Chain(parts, target, whenTrue, shortCircuitsOn: false, isUnsigned, scope);
        }
        else if (tokens.Count > 1 && tokens[0].Is("!"))
        {
            Branch([.. tokens.Skip(1)], target, !whenTrue, isUnsigned, scope);
        }
        else
        {
            Test(tokens, target, whenTrue, isUnsigned, scope);
        }

        _depth--;
    }

    private void Chain(
        List<List<Token>> parts,
        LabelSymbol target,
        bool whenTrue,
        bool shortCircuitsOn,
        bool isUnsigned,
        Scope scope)
    {
        LabelSymbol skip = new($"skip{_labels++}", null);
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Count == 0)
            {
                Token at = parts.First(p => p.Count > 0)[0];
                program.Diagnostics.Error(DiagnosticKind.Condition, at, "part of a condition is missing");
                return;
            }

            bool leaves = whenTrue == shortCircuitsOn || i == parts.Count - 1;
            Branch(parts[i], leaves ? target : skip, leaves ? whenTrue : shortCircuitsOn, isUnsigned, scope);
        }

        program.Place(skip);
    }

    private static bool TrySplit(IReadOnlyList<Token> tokens, string operation, out List<List<Token>> parts)
    {
        parts = [[]];
        int depth = 0;
        foreach (Token token in tokens)
        {
            depth += token.Is("(") || token.Is("[") ? 1 : token.Is(")") || token.Is("]") ? -1 : 0;
            if (depth == 0 && token.Is(operation))
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(token);
            }
        }

        return parts.Count > 1 && parts.Any(p => p.Count > 0);
    }

    private void Test(IReadOnlyList<Token> tokens, LabelSymbol target, bool whenTrue, bool isUnsigned, Scope scope)
    {
        Token at = tokens[0];
        if (ExpressionEvaluator.TryEvaluate(tokens, new SymbolValues(scope), at, out long constant, out _))
        {
            if (constant != 0 == whenTrue)
            {
                Emit("br", at, scope, target);
            }

            return;
        }

        int operation = FindComparison(tokens);
        List<Token> left = [.. operation < 0 ? tokens : tokens.Take(operation)];
        List<Token> right = operation < 0 ? [] : [.. tokens.Skip(operation + 1)];
        string comparison = operation < 0 ? "!=" : tokens[operation].Text;
        if (comparison == "=")
        {
            comparison = "==";
        }

        if (operation >= 0 && right.Count == 0)
        {
            program.Diagnostics.Error(DiagnosticKind.Condition, tokens[operation], "comparison has only one side");
            return;
        }

        if (left.Count == 0)
        {
            TestConditionCodes(tokens, comparison, right, target, whenTrue, isUnsigned, scope);
            return;
        }

        if (TryTestFunction(left, comparison, right, target, whenTrue, scope))
        {
            return;
        }

        Compare(left, comparison, right, target, whenTrue, isUnsigned, scope);
    }

    private static int FindComparison(IReadOnlyList<Token> tokens)
    {
        int depth = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].Is("(") || tokens[i].Is("[") ? 1 : tokens[i].Is(")") || tokens[i].Is("]") ? -1 : 0;
            if (depth == 0 && tokens[i].Kind == TokenKind.Punctuation && Comparisons.Contains(tokens[i].Text))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary><c>(=0)</c>, <c>(&lt;0)</c>: the flags as the instruction before left them.</summary>
    private void TestConditionCodes(
        IReadOnlyList<Token> tokens,
        string comparison,
        List<Token> right,
        LabelSymbol target,
        bool whenTrue,
        bool isUnsigned,
        Scope scope)
    {
        if (right.Count != 1 || right[0].Text != "0")
        {
            program.Diagnostics.Error(
                DiagnosticKind.Condition, tokens[0], "flags can only be compared with 0", TokenText.Spaced(tokens));
            return;
        }

        string wanted = whenTrue ? comparison : Inverse(comparison);
        Emit(Mnemonic(wanted, isUnsigned, againstZero: true), tokens[0], scope, target);
    }

    private bool TryTestFunction(
        List<Token> left,
        string comparison,
        List<Token> right,
        LabelSymbol target,
        bool whenTrue,
        Scope scope)
    {
        Token at = left[0];
        string name = at.Kind == TokenKind.Identifier ? at.Text.ToLowerInvariant() : "";
        if (name == "cout" && left.Count == 1)
        {
            if (TryTruth(right, comparison, at, scope, ref whenTrue))
            {
                Emit(whenTrue ? "bhs" : "blo", at, scope, target);
            }

            return true;
        }

        if (name is not ("bit" or "byte" or "signal" or "inp_state" or "ctx") || left.Count < 3 || !left[1].Is("(")
            || TokenText.FindClose(left, 1) != left.Count - 1)
        {
            return false;
        }

        List<List<Token>> arguments = TokenText.SplitAtCommas(left, 2, left.Count - 1);
        int wanted = name switch { "ctx" => 0, "bit" or "byte" => 2, _ => 1 };
        if (arguments.Count != wanted)
        {
            program.Diagnostics.Error(
                DiagnosticKind.Condition, at, $"'{name}' needs {wanted} arguments, not {arguments.Count}");
            return true;
        }

        if (name is "ctx" or "byte")
        {
            if (right.Count == 0 || comparison is not ("==" or "!="))
            {
                program.Diagnostics.Error(DiagnosticKind.Condition, at, $"'{name}' can only be compared by == or !=");
                return true;
            }

            bool equal = comparison == "==" == whenTrue;
            List<List<Token>> list = name == "ctx" ? [right] : [arguments[0], arguments[1], right];
            string unit = name == "ctx" ? "ctx" : "byte";
            Emit(equal ? $"br={unit}" : $"br!={unit}", at, scope, target, [.. list]);
            return true;
        }

        if (!TryTruth(right, comparison, at, scope, ref whenTrue))
        {
            return true;
        }

        switch (name)
        {
            case "bit":
                Emit(whenTrue ? "br_bset" : "br_bclr", at, scope, target, [.. arguments]);
                break;
            case "signal":
                Emit(whenTrue ? "br_signal" : "br_!signal", at, scope, target, [.. arguments]);
                break;
            default:
                Emit(whenTrue ? "br_inp_state" : "br_!inp_state", at, scope, target, [.. arguments]);
                break;
        }

        return true;
    }

    /// <summary>A truth value alone, or compared with a constant.</summary>
    private bool TryTruth(List<Token> right, string comparison, Token at, Scope scope, ref bool whenTrue)
    {
        if (right.Count == 0)
        {
            return true;
        }

        if (comparison is not ("==" or "!="))
        {
            program.Diagnostics.Error(DiagnosticKind.Condition, at, "a truth value can only be compared by == or !=");
            return false;
        }

        if (!operands.TryEvaluate(right, scope, right[0], out long value))
        {
            return false;
        }

        whenTrue ^= (value != 0) != (comparison == "==");
        return true;
    }

    private void Compare(
        List<Token> left,
        string comparison,
        List<Token> right,
        LabelSymbol target,
        bool whenTrue,
        bool isUnsigned,
        Scope scope)
    {
        string wanted = whenTrue ? comparison : Inverse(comparison);
        left = Unwrap(left);
        right = Unwrap(right);
        bool againstZero = right.Count == 0
            || (ExpressionEvaluator.TryEvaluate(right, new SymbolValues(scope), right[0], out long zero, out _)
                && zero == 0);
        Token at = left[0];
        int operation = FindOperation(left);
        if (operation > 0)
        {
            if (!againstZero)
            {
                program.Diagnostics.Error(
                    DiagnosticKind.Condition,
                    at,
                    "a computed value can only be compared with 0",
                    TokenText.Spaced(left));
                return;
            }

            string alu = left[operation].Text switch { "&" => "AND", "|" => "OR", "^" => "XOR", string other => other };
            List<Token> a = Unwrap([.. left.Take(operation)]);
            List<Token> b = Unwrap([.. left.Skip(operation + 1)]);
            Alu(at, a, alu, b, scope);
            Emit(Mnemonic(wanted, isUnsigned, againstZero: true), at, scope, target);
            return;
        }

        if (right.Count == 0)
        {
            right = [at with { Kind = TokenKind.Number, Text = "0" }];
        }

        bool reverses = isUnsigned && wanted is ">" or "<=";
        Alu(at, left, reverses ? "B-A" : "-", right, scope);
        if (reverses)
        {
            wanted = wanted == ">" ? "<" : ">=";
        }

        Emit(Mnemonic(wanted, isUnsigned, againstZero: false), at, scope, target);
    }

    private static List<Token> Unwrap(List<Token> tokens)
    {
        while (tokens.Count > 2 && tokens[0].Is("(") && TokenText.FindClose(tokens, 0) == tokens.Count - 1)
        {
            tokens = [.. tokens.Skip(1).SkipLast(1)];
        }

        return tokens;
    }

    /// <summary>The operator between two operands outside brackets, or -1.</summary>
    private static int FindOperation(List<Token> tokens)
    {
        int depth = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].Is("(") || tokens[i].Is("[") ? 1 : tokens[i].Is(")") || tokens[i].Is("]") ? -1 : 0;
            if (depth == 0 && i > 0 && tokens[i].Kind == TokenKind.Punctuation && Operations.Contains(tokens[i].Text))
            {
                return i;
            }
        }

        return -1;
    }

    private void Alu(Token at, List<Token> left, string operation, List<Token> right, Scope scope)
    {
        Token none = at with { Kind = TokenKind.Punctuation, Text = "--", SpaceBefore = false };
        Token word = at with { Kind = TokenKind.Identifier, Text = operation, SpaceBefore = false };
        instructions.Add(
            at with { Text = "alu" }, [[none], left, [word], right], [], scope);
    }

    private void Emit(string mnemonic, Token at, Scope scope, LabelSymbol target, params List<List<Token>> parts)
    {
        // The target's name is only for messages: the reference is bound here.
        Token label = at with { Kind = TokenKind.Identifier, Text = "." };
        int before = program.LabelReferences.Count;
        Token mark = at with { Kind = TokenKind.Punctuation, Text = "#", SpaceBefore = false };
        instructions.Add(at with { Text = mnemonic }, [.. parts, [label, mark]], [], scope);
        for (int i = before; i < program.LabelReferences.Count; i++)
        {
            if (program.LabelReferences[i].At.Text == ".#")
            {
                program.LabelReferences[i].Label = target;
            }
        }
    }

    private static string Inverse(string comparison) => comparison switch
    {
        "==" => "!=",
        "!=" => "==",
        "<" => ">=",
        ">=" => "<",
        ">" => "<=",
        _ => ">",
    };

    private static string Mnemonic(string comparison, bool isUnsigned, bool againstZero) => comparison switch
    {
        "==" => "beq",
        "!=" => "bne",
        "<" when againstZero && !isUnsigned => "bmi",
        ">=" when againstZero && !isUnsigned => "bpl",
        "<" => isUnsigned ? "blo" : "blt",
        ">=" => isUnsigned ? "bhs" : "bge",
        ">" => "bgt",
        _ => "ble",
    };
}
