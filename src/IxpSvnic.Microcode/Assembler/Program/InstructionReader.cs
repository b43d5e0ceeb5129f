using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>Reads <c>mnemonic[operands], options</c> and finds its row in the instruction table.</summary>
internal sealed class InstructionReader(AssemblyProgram program, OperandReader operands)
{
    private static readonly OperandSlot SignalSlot = new(OperandRole.Signal, OperandWidth.None, "signal");
    private static readonly OperandSlot LabelSlot = new(OperandRole.Label, OperandWidth.None, "label");
    private static readonly OperandSlot NumberSlot = new(OperandRole.BitNumber, OperandWidth.None, "number");

    private readonly List<(ProgramNode Node, InstructionOperand Operand)> _transfers = [];

    private DiagnosticBag Diagnostics => program.Diagnostics;

    /// <summary>Follows the commands' transfer registers when every order between registers is known.</summary>
    public void Finish()
    {
        foreach ((ProgramNode node, InstructionOperand operand) in _transfers)
        {
            DescribeTransfer(node, operand);
        }
    }

    /// <summary>Reads a whole statement and adds its node.</summary>
    public void Read(IReadOnlyList<Token> tokens, Scope scope)
    {
        Token first = tokens[0];
        int open = 0;
        while (open < tokens.Count && !tokens[open].Is("[") && !tokens[open].Is(",")
            && (open == 0 || !tokens[open].SpaceBefore))
        {
            open++;
        }

        Token name = first with { Text = TokenText.Joined(tokens.Take(open)) };
        List<List<Token>> parts = [];
        int rest = open;
        if (open < tokens.Count && tokens[open].Is("["))
        {
            int close = TokenText.FindClose(tokens, open);
            if (close < 0)
            {
                Diagnostics.Error(DiagnosticKind.UnclosedBracket, tokens[open], "bracket is not closed");
                return;
            }

            parts = TokenText.SplitAtCommas(tokens, open + 1, close);
            rest = close + 1;
        }

        if (open == 0 || (rest < tokens.Count && !tokens[rest].Is(",")))
        {
            Token at = open == 0 ? first : tokens[rest];
            bool isStatement = open > 0 && InstructionTable.IsMnemonic(name.Text);
            Diagnostics.Error(
                isStatement || open == 0 ? DiagnosticKind.Syntax : DiagnosticKind.UnknownMnemonic,
                isStatement ? at : name,
                isStatement || open == 0 ? "unexpected text in statement" : "unknown instruction or macro");
            return;
        }

        List<List<Token>> options = [];
        if (rest < tokens.Count)
        {
            options = TokenText.SplitAtCommas(tokens, rest + 1, tokens.Count);
        }

        Add(name, parts, options, scope);
    }

    /// <summary>Adds an instruction of which the parts are known.</summary>
    public void Add(Token name, List<List<Token>> parts, List<List<Token>> options, Scope scope)
    {
        string mnemonic = name.Text.ToLowerInvariant();
        if (mnemonic == "load_addr")
        {
            mnemonic = "immed";
        }

        if (mnemonic == "halt" && parts.Count == 0)
        {
            mnemonic = "ctx_arb";
            parts = [[name with { Text = "bpt" }]];
        }

        if (mnemonic.Length > 6 && mnemonic.StartsWith("hash", StringComparison.Ordinal)
            && mnemonic[4] is >= '1' and <= '3'
            && parts.Count == 1)
        {
            // hash2_64[$x] is hash_64[$x, 2].
            parts = [parts[0], [name with { Kind = TokenKind.Number, Text = mnemonic[4..5] }]];
            mnemonic = mnemonic.Remove(4, 1);
        }

        if (!InstructionTable.IsMnemonic(mnemonic))
        {
            Diagnostics.Error(DiagnosticKind.UnknownMnemonic, name, "unknown instruction or macro");
            return;
        }

        List<InstructionOption> read = [];
        foreach (List<Token> option in options)
        {
            if (ReadOption(option, scope, name) is not { } found)
            {
                return;
            }

            read.Add(found);
        }

        Statement probe = new(
            mnemonic,
            [.. parts.Select(p => TokenText.Joined(p))],
            [.. read.Select(o => new StatementOption(o.Name, [.. o.Arguments.Select(a => a.Text)]))]);
        if (!InstructionTable.TryFind(probe, out InstructionRow row, out string error))
        {
            Diagnostics.Error(DiagnosticKind.BadInstruction, name, error, probe.ToString());
            return;
        }

        List<InstructionOperand> list = [];
        for (int i = 0; i < parts.Count; i++)
        {
            OperandSlot? slot = row.Op == MicroOp.CtxArb ? SignalSlot : i < row.Slots.Count ? row.Slots[i] : null;
            if (operands.Read(parts[i], slot, scope, name) is not { } operand)
            {
                return;
            }

            list.Add(operand);
        }

        ProgramNode node = new(NodeKind.Instruction, name)
        {
            Mnemonic = mnemonic,
            Row = row,
            Operands = list,
            Options = read,
        };
        if (Describe(node))
        {
            program.Add(node);
        }
    }

    private InstructionOption? ReadOption(List<Token> tokens, Scope scope, Token instruction)
    {
        int open = tokens.FindIndex(t => t.Is("["));
        if (tokens.Count == 0 || open == 0 || (open > 0 && TokenText.FindClose(tokens, open) != tokens.Count - 1))
        {
            Diagnostics.Error(
                DiagnosticKind.Syntax, tokens.Count == 0 ? instruction : tokens[0], "option is not complete");
            return null;
        }

        string name = TokenText.Joined(open < 0 ? tokens : tokens.Take(open)).ToLowerInvariant();
        List<InstructionOperand> arguments = [];
        if (open > 0)
        {
            OperandSlot? slot = name switch
            {
                "ctx_swap" or "sig_done" => SignalSlot,
                "targets" or "br" => LabelSlot,
                "ind_targets" => null,
                _ => NumberSlot,
            };
            foreach (List<Token> part in TokenText.SplitAtCommas(tokens, open + 1, tokens.Count - 1))
            {
                InstructionOperand? argument = name == "ind_targets" && part.Count > 0
                    ? new InstructionOperand(OperandForm.Text, part[0], TokenText.Joined(part))
                    : operands.Read(part, slot, scope, tokens[0]);
                if (argument is null)
                {
                    return null;
                }

                arguments.Add(argument);
                if (name == "ind_targets")
                {
                    PinTargets(part, scope);
                }
            }
        }

        return new InstructionOption(tokens[0], name, arguments);
    }

    /// <summary>A register an indirect reference may touch keeps its number for itself.</summary>
    private static void PinTargets(List<Token> part, Scope scope)
    {
        int index = 0;
        if (NameReader.TryRead(part, ref index, out Token name) && scope.Find(name) is { } entry)
        {
            foreach (RegisterSymbol register in entry.Array ?? entry.Registers)
            {
                register.IsPinned = register.IsSetOutside = register.IsUsed = true;
            }
        }
    }

    /// <summary>Notes which registers and signals the node touches.</summary>
    private bool Describe(ProgramNode node)
    {
        foreach (InstructionOperand operand in node.Operands)
        {
            switch (operand.Form)
            {
                case OperandForm.Register when operand.Slot!.Role == OperandRole.Transfer:
                    _transfers.Add((node, operand));
                    break;
                case OperandForm.Physical when operand.Slot!.Role == OperandRole.Transfer:
                    CheckPhysicalTransfer(node, operand);
                    break;
                case OperandForm.Register:
                    bool writes = operand.Slot!.Role is OperandRole.Destination or OperandRole.SourceDestination;
                    bool reads = operand.Slot.Role is OperandRole.Source or OperandRole.SourceDestination;
                    node.Accesses.Add(new RegisterAccess(operand.Register!, reads, writes, false, operand));
                    break;
                case OperandForm.Signal:
                    node.Awaits.Add(operand.Signal!);
                    operand.Signal!.IsAwaited = true;
                    break;
                default:
                    break;
            }
        }

        foreach (InstructionOption option in node.Options)
        {
            switch (option.Name)
            {
                case "defer":
                    if (!TryNumber(option, out int defer))
                    {
                        return false;
                    }

                    node.Defer = defer;
                    break;
                case "ctx_swap" or "sig_done":
                    DescribeSignal(node, option);
                    break;
                default:
                    break;
            }
        }

        return true;
    }

    private void DescribeSignal(ProgramNode node, InstructionOption option)
    {
        foreach (InstructionOperand argument in option.Arguments)
        {
            if (argument.Signal is not { } signal)
            {
                continue;
            }

            bool isPair = node.Flags.HasFlag(InstructionFlags.SignalPair);
            signal.IsPair |= isPair;
            if (option.Name == "ctx_swap")
            {
                node.SwapsOn = signal;
                signal.IsAwaited = true;
            }
            else
            {
                node.Raises = signal;
                signal.WaitsForPair |= isPair;
                signal.RaisedSingly |= !isPair;
            }

            if (signal.WaitsForPair && signal.RaisedSingly)
            {
                Diagnostics.Error(
                    DiagnosticKind.SignalPair,
                    argument.At,
                    "signal is raised both by commands with one signal and by commands with a pair");
            }
        }
    }

    private bool TryNumber(InstructionOption option, out int number)
    {
        number = 0;
        if (option.Arguments.Count != 1 || option.Arguments[0].Form != OperandForm.Expression)
        {
            Diagnostics.Error(DiagnosticKind.Syntax, option.At, $"'{option.Name}' needs one number");
            return false;
        }

        InstructionOperand argument = option.Arguments[0];
        if (!operands.TryEvaluate(argument.Tokens, argument.Scope!, argument.At, out long value))
        {
            return false;
        }

        number = (int)Math.Clamp(value, 0, 99);
        return true;
    }

    /// <summary>A command touches as many registers as its count says, following the order they are bound in.</summary>
    private void DescribeTransfer(ProgramNode node, InstructionOperand operand)
    {
        TransferDirection direction = operand.Slot!.Direction;
        RegisterSymbol first = operand.Register!;
        if (!first.IsTransfer)
        {
            Diagnostics.Error(DiagnosticKind.WrongSymbolKind, operand.At, "a command moves transfer registers only");
            return;
        }

        if (direction is TransferDirection.Read or TransferDirection.ReadWrite)
        {
            AddTransfers(node, operand, first, write: false);
        }

        if (direction is TransferDirection.Write or TransferDirection.ReadWrite)
        {
            AddTransfers(node, operand, first, write: true);
        }
    }

    private void CheckPhysicalTransfer(ProgramNode node, InstructionOperand operand)
    {
        int count = TransferCount(node);
        if (operand.Physical.Value + count > program.Window)
        {
            Diagnostics.Error(
                DiagnosticKind.TransferOverrun,
                operand.At,
                $"command moves {count} registers, but the context's last one is {program.Window - 1}",
                operand.Text);
        }
    }

    private void AddTransfers(ProgramNode node, InstructionOperand operand, RegisterSymbol first, bool write)
    {
        int count = TransferCount(node);
        for (int i = 0; i < count; i++)
        {
            RegisterSymbol? symbol = i == 0 ? first : first.Group?.Find(first.Offset + i, write);
            if (symbol is null)
            {
                Diagnostics.Error(
                    DiagnosticKind.TransferOverrun,
                    operand.At,
                    $"command moves {count} registers, but only {i} are bound in order from here",
                    operand.Text);
                return;
            }

            symbol.IsUsed = true;
            node.Accesses.Add(new RegisterAccess(symbol, write, !write, true, i == 0 ? operand : null));
        }
    }

    /// <summary>How many transfer registers a command moves.</summary>
    private int TransferCount(ProgramNode node)
    {
        int units = 1;
        InstructionOperand? count = node.Operands.FirstOrDefault(o => o.Slot?.Role == OperandRole.Count);
        if (count is { Form: OperandForm.Expression })
        {
            units = ExpressionEvaluator.TryEvaluate(
                count.Tokens, new SymbolValues(count.Scope!), count.At, out long value, out _)
                ? (int)Math.Clamp(value, 1, 16)
                : 1;
        }
        else if (count is { Form: OperandForm.Text }
            && count.Text.StartsWith("max_", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(count.Text.AsSpan(4), out int maximum))
        {
            units = Math.Clamp(maximum, 1, 16);
        }

        return node.Op switch
        {
            MicroOp.Hash48 or MicroOp.Hash64 => 2 * units,
            MicroOp.Hash128 => 4 * units,
            _ => node.Flags.HasFlag(InstructionFlags.CountsQuadwords) ? 2 * units : units,
        };
    }
}
