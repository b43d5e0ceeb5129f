using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// Turns an operand's tokens into a symbol, a physical token or an expression, by the slot it stands in.
/// </summary>
internal sealed class OperandReader(AssemblyProgram program)
{
    public InstructionOperand? Read(IReadOnlyList<Token> tokens, OperandSlot? slot, Scope scope, Token fallback)
    {
        if (tokens.Count == 0)
        {
            program.Diagnostics.Error(DiagnosticKind.Syntax, fallback, "an operand is missing");
            return null;
        }

        Token at = tokens[0];
        string text = TokenText.Joined(tokens);
        if (text == "--" || slot?.Role is OperandRole.Keyword or OperandRole.Missing)
        {
            return Plain(OperandForm.Text, at, text, slot);
        }

        if (at.Is("<<") || at.Is(">>"))
        {
            return Shift(tokens, slot, scope);
        }

        if (at.Is("*"))
        {
            return Indexed(tokens, slot, scope);
        }

        if (IsLabel(tokens, out Token label))
        {
            LabelReference reference = new(label, scope);
            program.LabelReferences.Add(reference);
            return new InstructionOperand(OperandForm.Label, at, text) { Slot = slot, Label = reference };
        }

        if (tokens.Count == 2 && at.Is(".") && tokens[1].Kind == TokenKind.Number)
        {
            return Plain(OperandForm.Text, at, text, slot);
        }

        if (tokens.Count == 1 && at.Kind == TokenKind.Number && slot?.Role == OperandRole.ByteMask)
        {
            return Plain(OperandForm.Text, at, text, slot);
        }

        int index = 0;
        if (NameReader.TryRead(tokens, ref index, out Token name)
            && TryReadIndex(tokens, ref index, scope, out int element) && index == tokens.Count)
        {
            return Name(name, element, tokens, text, slot, scope);
        }

        return Expression(tokens, slot, scope, "", "");
    }

    /// <summary>A constant known now; reports when it is not one.</summary>
    public bool TryEvaluate(IReadOnlyList<Token> tokens, Scope scope, Token at, out long value)
    {
        if (ExpressionEvaluator.TryEvaluate(tokens, new SymbolValues(scope), at, out value, out ExpressionFault? fault))
        {
            return true;
        }

        program.Diagnostics.Error(fault!.Kind, fault.At, fault.Message);
        return false;
    }

    private static InstructionOperand Plain(OperandForm form, Token at, string text, OperandSlot? slot) =>
        new(form, at, text) { Slot = slot };

    private static bool IsLabel(IReadOnlyList<Token> tokens, out Token label)
    {
        label = tokens[0];
        if (tokens.Count < 2 || !tokens[^1].Is("#") || tokens[^1].SpaceBefore)
        {
            return false;
        }

        for (int i = 0; i < tokens.Count - 1; i++)
        {
            if (tokens[i].Kind is not (TokenKind.Identifier or TokenKind.Number) || (i > 0 && tokens[i].SpaceBefore))
            {
                return false;
            }
        }

        label = tokens[0] with { Text = TokenText.Joined(tokens) };
        return true;
    }

    /// <summary>Reads <c>[n]</c> behind a name; no bracket gives -1.</summary>
    private bool TryReadIndex(IReadOnlyList<Token> tokens, ref int index, Scope scope, out int element)
    {
        element = -1;
        if (index >= tokens.Count || !tokens[index].Is("["))
        {
            return true;
        }

        int close = TokenText.FindClose(tokens, index);
        if (close < 0 || !ExpressionEvaluator.TryEvaluate(
            [.. tokens.Skip(index + 1).Take(close - index - 1)], new SymbolValues(scope), tokens[index],
            out long value, out _) || value is < 0 or > 255)
        {
            return false;
        }

        element = (int)value;
        index = close + 1;
        return true;
    }

    private InstructionOperand? Shift(IReadOnlyList<Token> tokens, OperandSlot? slot, Scope scope)
    {
        List<Token> amount = [.. tokens.Skip(1)];
        string text = TokenText.Joined(tokens);
        if (amount.Count == 0)
        {
            program.Diagnostics.Error(DiagnosticKind.Syntax, tokens[0], "shift amount is missing");
            return null;
        }

        string prefix = tokens[0].Text;
        if (amount[0].Kind == TokenKind.Identifier)
        {
            string word = amount[0].Text.ToLowerInvariant();
            bool isRotation = word.StartsWith("rot", StringComparison.Ordinal);
            bool hasAmount = isRotation && word.Length > 3 && word[3..].All(char.IsAsciiDigit);
            if (amount.Count == 1 && (word == "indirect" || hasAmount))
            {
                return Plain(OperandForm.Text, tokens[0], text, slot);
            }

            if (word == "rot" && amount.Count > 1)
            {
                prefix += "rot";
                amount.RemoveAt(0);
            }
        }

        return Expression(amount, slot, scope, prefix, "");
    }

    private InstructionOperand? Indexed(IReadOnlyList<Token> tokens, OperandSlot? slot, Scope scope)
    {
        string text = TokenText.Joined(tokens).ToLowerInvariant();
        int open = -1;
        for (int i = 0; i < tokens.Count && open < 0; i++)
        {
            open = tokens[i].Is("[") ? i : -1;
        }

        string head = open < 0 ? text : TokenText.Joined(tokens.Take(open)).ToLowerInvariant();
        if (!OperandText.TryParse(head, out Operand physical)
            || (open >= 0 && (head is not ("*l$index0" or "*l$index1")
                || TokenText.FindClose(tokens, open) != tokens.Count - 1)))
        {
            program.Diagnostics.Error(
                DiagnosticKind.Syntax, tokens[0], "not an indexed register", TokenText.Joined(tokens));
            return null;
        }

        return open < 0
            ? new InstructionOperand(OperandForm.Physical, tokens[0], head) { Slot = slot, Physical = physical }
            : Expression([.. tokens.Skip(open + 1).SkipLast(1)], slot, scope, head + "[", "]");
    }

    private InstructionOperand? Expression(
        IReadOnlyList<Token> tokens,
        OperandSlot? slot,
        Scope scope,
        string prefix,
        string suffix)
    {
        Token at = tokens.Count == 0 ? new Token(TokenKind.Number, "", default, false) : tokens[0];
        string text = prefix + TokenText.Spaced(tokens) + suffix;
        if (!ExpressionEvaluator.TryEvaluate(tokens, new SymbolValues(scope), at, out _, out ExpressionFault? fault))
        {
            Token place = fault!.At;
            DiagnosticKind kind = fault.Kind;
            if (place.Kind == TokenKind.Identifier && scope.Find(place) is null && fault.Message.StartsWith("name"))
            {
                kind = DiagnosticKind.UndefinedSymbol;
            }

            program.Diagnostics.Error(kind, place, fault.Message);
            return null;
        }

        return new InstructionOperand(OperandForm.Expression, at, text)
        {
            Slot = slot,
            Tokens = tokens,
            Scope = scope,
            Prefix = prefix,
            Suffix = suffix,
        };
    }

    private InstructionOperand? Name(
        Token name,
        int element,
        IReadOnlyList<Token> tokens,
        string text,
        OperandSlot? slot,
        Scope scope)
    {
        SymbolEntry? entry = scope.Find(name);
        OperandRole role = slot?.Role ?? OperandRole.Keyword;
        if (role == OperandRole.Signal)
        {
            return Signal(name, element, text, entry, slot);
        }

        bool takesRegister = role is OperandRole.Destination or OperandRole.Source or OperandRole.SourceDestination
            or OperandRole.Transfer;
        if (takesRegister && entry is not null && (entry.Registers.Count > 0 || entry.Array is not null))
        {
            return Register(name, element, text, entry, slot!);
        }

        if (entry?.Constant is not null || (element < 0 && PredefinedNames.TryGet(name.Text, out _)
            && role is not (OperandRole.LocalCsr or OperandRole.ChipCsr)))
        {
            return Expression(tokens, slot, scope, "", "");
        }

        if (takesRegister && element < 0 && entry is null && OperandText.TryParse(name.Text, out Operand physical))
        {
            return new InstructionOperand(OperandForm.Physical, name, text) { Slot = slot, Physical = physical };
        }

        if (!takesRegister && role is not (OperandRole.Immediate or OperandRole.Shift or OperandRole.BitNumber
            or OperandRole.ByteNumber or OperandRole.Context or OperandRole.ByteMask or OperandRole.Label))
        {
            return Plain(OperandForm.Text, name, text, slot);
        }

        if (entry is not null)
        {
            program.Diagnostics.Error(
                DiagnosticKind.WrongSymbolKind, name, $"a {slot!.Name} cannot be this kind of symbol");
        }
        else if (role == OperandRole.Label)
        {
            program.Diagnostics.Error(DiagnosticKind.Syntax, name, "a label's name ends with '#'");
        }
        else
        {
            program.Diagnostics.Error(DiagnosticKind.UndefinedSymbol, name, "name is not declared");
        }

        return null;
    }

    private InstructionOperand? Register(Token name, int element, string text, SymbolEntry entry, OperandSlot slot)
    {
        bool writes = slot.Role is OperandRole.Destination
            || (slot.Role == OperandRole.Transfer && slot.Direction == TransferDirection.Write);
        RegisterSymbol? register;
        if (entry.Array is { } array)
        {
            register = Math.Max(element, 0) < array.Count ? array[Math.Max(element, 0)] : null;
            if (register is null)
            {
                program.Diagnostics.Error(
                    DiagnosticKind.WrongSymbolKind, name, $"array has only {array.Count} registers", text);
                return null;
            }

            if (!(writes ? register.HasWriteSide : register.HasReadSide))
            {
                register = null;
            }
        }
        else
        {
            register = element >= 0 ? null : entry.Side(writes);
        }

        if (register is null)
        {
            program.Diagnostics.Error(
                DiagnosticKind.WrongSymbolKind,
                name,
                element >= 0 && entry.Array is null ? "register is not an array"
                    : $"register is not declared for {(writes ? "writing" : "reading")}",
                text);
            return null;
        }

        bool needsBoth = slot.Role == OperandRole.SourceDestination
            || (slot.Role == OperandRole.Transfer && slot.Direction == TransferDirection.ReadWrite);
        if (needsBoth && !(register.HasReadSide && register.HasWriteSide))
        {
            program.Diagnostics.Error(
                DiagnosticKind.WrongSymbolKind, name, "register must have both a read and a write side", text);
            return null;
        }

        register.IsUsed = true;
        return new InstructionOperand(OperandForm.Register, name, text) { Slot = slot, Register = register };
    }

    private InstructionOperand? Signal(Token name, int element, string text, SymbolEntry? entry, OperandSlot? slot)
    {
        if (entry?.Signal is { } signal)
        {
            signal.IsUsed = true;
            return new InstructionOperand(OperandForm.Signal, name, text)
            {
                Slot = slot,
                Signal = signal,
                SignalHalf = element,
            };
        }

        string word = name.Text.ToLowerInvariant();
        bool isPhysical = word is "voluntary" or "bpt" or "kill"
            || (word.StartsWith("sig", StringComparison.Ordinal) && word.Length > 3
                && word[3..].All(char.IsAsciiDigit));
        if (entry is null && isPhysical && element < 0)
        {
            return Plain(OperandForm.Text, name, text, slot);
        }

        program.Diagnostics.Error(
            entry is null ? DiagnosticKind.UndefinedSymbol : DiagnosticKind.WrongSymbolKind,
            name,
            entry is null ? "signal is not declared" : "not a signal",
            text);
        return null;
    }
}
