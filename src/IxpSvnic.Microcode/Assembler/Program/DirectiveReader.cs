using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// Directives that declare, annotate or preset. Source: section 5.3 of the MEv2 reference; <c>.trace</c> is this
/// assembler's own. *Not modelled:* memory symbols outside local memory, which need a linker.
/// </summary>
internal sealed class DirectiveReader(AssemblyProgram program, OperandReader operands)
{
    private const int LocalMemoryBytes = 640 * 4;

    private static readonly string[] RegisterKinds =
        ["global", "volatile", "read", "write", "visible", "remote", "shared", "extern"];

    private static readonly string[] SignalKinds = ["volatile", "global", "visible", "remote"];

    private DiagnosticBag Diagnostics => program.Diagnostics;

    /// <summary>Handles the directive; false when it is not known.</summary>
    public bool TryRead(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        string name = word.Text.ToLowerInvariant();
        switch (name)
        {
            case ".reg" or ".local":
                DeclareRegisters(word, tokens, scope);
                break;
            case ".sig":
                DeclareSignals(word, tokens, scope);
                break;
            case ".xfer_order" or ".xfer_order_rd" or ".xfer_order_wr":
                Order(word, tokens, scope, name);
                break;
            case ".areg" or ".breg" or ".reg_addr" or ".addr":
                BindNumber(word, tokens, scope, name);
                break;
            case ".set" or ".set_rd" or ".set_wr" or ".set_sig":
                Annotate(word, tokens, scope, defines: true, write: name == ".set_wr");
                break;
            case ".use" or ".use_rd" or ".use_wr":
                Annotate(word, tokens, scope, defines: false, write: name == ".use_wr");
                break;
            case ".io_completed":
                Annotate(word, tokens, scope, defines: false, write: false);
                break;
            case ".xfer_swap" or ".operand_synonym":
                Alias(word, tokens, scope);
                break;
            case ".reentry":
                program.Add(new ProgramNode(NodeKind.Entry, word));
                break;
            case ".entry" or ".global_label":
                Export(word, tokens, name);
                break;
            case ".num_contexts":
                Contexts(word, tokens, scope);
                break;
            case ".init" or ".init_ctx":
                Initialise(word, tokens, scope, name == ".init_ctx");
                break;
            case ".init_csr":
                InitialiseCsr(word, tokens, scope);
                break;
            case ".init_nn_mode":
                NextNeighbourMode(word, tokens);
                break;
            case ".import_var":
                ReportUnbound(tokens);
                break;
            case ".alloc_mem":
                Allocate(word, tokens, scope);
                break;
            case ".assert":
                if (operands.TryEvaluate([.. tokens.Skip(2)], scope, word, out long holds) && holds == 0)
                {
                    Diagnostics.Error(
                        DiagnosticKind.AssertFailed, word, "assertion does not hold", TokenText.Spaced(tokens));
                }

                break;
            case ".trace":
                Trace(word, tokens, scope);
                break;
            default:
                return name.Length > 1 && name[1] == '%';
        }

        return true;
    }

    private void Malformed(Token at, string message) => Diagnostics.Error(DiagnosticKind.Syntax, at, message);

    /// <summary>Names with sigils, commas between them or not, each with the size in its brackets or -1.</summary>
    private bool TryReadNames(
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

    private void DeclareRegisters(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        int start = 2;
        HashSet<string> kinds = new(StringComparer.OrdinalIgnoreCase);
        while (start < tokens.Count && tokens[start].Kind == TokenKind.Identifier
            && RegisterKinds.Contains(tokens[start].Text.ToLowerInvariant())
            && (start + 1 < tokens.Count && !tokens[start + 1].Is(",")))
        {
            kinds.Add(tokens[start++].Text);
        }

        if (!TryReadNames(word, tokens, scope, start, out List<(Token Name, int Size)> names))
        {
            return;
        }

        if (kinds.Contains("remote") || kinds.Contains("extern"))
        {
            Diagnostics.Error(
                DiagnosticKind.Unsupported, word, "registers of other engines need a linker; use numbers instead");
            return;
        }

        foreach ((Token name, int size) in names)
        {
            DeclareRegister(name, size, kinds, kinds.Contains("global") ? program.Root : scope.DeclaringScope(name.Frame));
        }
    }

    private void DeclareRegister(Token name, int size, HashSet<string> kinds, Scope scope)
    {
        RegisterClass @class = name.Text switch
        {
            ['$', '$', ..] => RegisterClass.D,
            ['$', ..] => RegisterClass.S,
            ['@', ..] => RegisterClass.AbsoluteGpr,
            ['n', '$', ..] => RegisterClass.NextNeighbour,
            _ => RegisterClass.Gpr,
        };
        bool bySide = @class is RegisterClass.S or RegisterClass.D && kinds.Contains("read") != kinds.Contains("write");
        bool reads = !bySide || kinds.Contains("read");
        bool writes = !bySide || kinds.Contains("write");
        SymbolEntry entry = scope.Declare(name.Text);
        bool taken = entry.Signal is not null || entry.Constant is not null || entry.Array is not null
            || (size >= 0 && entry.Registers.Count > 0)
            || entry.Registers.Exists(r => (r.HasReadSide && reads) || (r.HasWriteSide && writes));
        if (taken || size == 0)
        {
            bool again = kinds.Contains("global") && entry.Registers.Count > 0;
            if (!again)
            {
                Diagnostics.Error(
                    DiagnosticKind.DuplicateSymbol, name, size == 0 ? "array of no registers" : "name is declared twice");
            }

            return;
        }

        if (size < 0)
        {
            entry.Registers.Add(Create(name, name.Text));
            return;
        }

        List<RegisterSymbol> array = [];
        for (int i = 0; i < size; i++)
        {
            array.Add(Create(name, $"{name.Text}[{i}]"));
            if (i > 0 && array[i].IsTransfer)
            {
                TransferGroup.TryBind(array[i - 1], array[i]);
            }
        }

        entry.Array = array;

        RegisterSymbol Create(Token at, string text) => program.Add(new RegisterSymbol(text, @class, at)
        {
            HasReadSide = reads,
            HasWriteSide = writes,
            IsPinned = kinds.Contains("volatile") || kinds.Contains("visible")
                || @class is RegisterClass.AbsoluteGpr or RegisterClass.NextNeighbour,
            IsSetOutside = kinds.Contains("visible") || @class is RegisterClass.AbsoluteGpr or RegisterClass.NextNeighbour,
        });
    }

    private void DeclareSignals(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        int start = 2;
        bool pinned = false;
        bool isGlobal = false;
        while (start + 1 < tokens.Count && SignalKinds.Contains(tokens[start].Text.ToLowerInvariant())
            && !tokens[start + 1].Is(","))
        {
            if (tokens[start].IsWord("remote"))
            {
                Diagnostics.Error(
                    DiagnosticKind.Unsupported, tokens[start], "signals of other engines need a linker; use numbers instead");
                return;
            }

            isGlobal |= tokens[start].IsWord("global");
            pinned |= tokens[start++].IsWord("volatile") || isGlobal;
        }

        if (!TryReadNames(word, tokens, scope, start, out List<(Token Name, int Size)> names))
        {
            return;
        }

        foreach ((Token name, int _) in names)
        {
            SymbolEntry entry = (isGlobal ? program.Root : scope.DeclaringScope(name.Frame)).Declare(name.Text);
            if (entry.Signal is not null || entry.Registers.Count > 0 || entry.Array is not null)
            {
                Diagnostics.Error(DiagnosticKind.DuplicateSymbol, name, "name is declared twice");
                continue;
            }

            entry.Signal = program.Add(new SignalSymbol(name.Text, name) { IsPinned = pinned });
        }
    }

    /// <summary>Registers a name stands for: elements of an array, or one or both sides of a name.</summary>
    private List<RegisterSymbol>? Registers(Token name, int element, Scope scope, Func<RegisterSymbol, bool> side)
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

    private void Order(Token word, IReadOnlyList<Token> tokens, Scope scope, string name)
    {
        if (!TryReadNames(word, tokens, scope, 2, out List<(Token Name, int Size)> names))
        {
            return;
        }

        foreach (bool write in (bool[])[false, true])
        {
            if ((write && name == ".xfer_order_rd") || (!write && name == ".xfer_order_wr"))
            {
                continue;
            }

            RegisterSymbol? previous = null;
            foreach ((Token token, int element) in names)
            {
                if (Registers(token, element, scope, r => write ? r.HasWriteSide : r.HasReadSide) is not { } found)
                {
                    return;
                }

                foreach (RegisterSymbol register in found)
                {
                    if (!register.IsTransfer || (previous is not null && previous.Class != register.Class))
                    {
                        Diagnostics.Error(
                            DiagnosticKind.TransferOrder, token, "only transfer registers of one kind have an order");
                        return;
                    }

                    if (previous is not null && !TransferGroup.TryBind(previous, register))
                    {
                        Diagnostics.Error(
                            DiagnosticKind.TransferOrder, token, $"cannot also come right after {previous.Name}");
                        return;
                    }

                    previous = register;
                }
            }
        }
    }

    private void BindNumber(Token word, IReadOnlyList<Token> tokens, Scope scope, string directive)
    {
        int i = 2;
        if (!NameReader.TryRead(tokens, ref i, out Token name))
        {
            Malformed(word, $"{word.Text} needs a name and a number");
            return;
        }

        int bank = directive switch { ".areg" => 0, ".breg" => 1, _ => -1 };
        List<Token> rest = [.. tokens.Skip(i).Where(t => !t.Is(","))];
        if (directive == ".reg_addr" && rest.Count > 1 && (rest[^1].IsWord("A") || rest[^1].IsWord("B")))
        {
            bank = rest[^1].IsWord("A") ? 0 : 1;
            rest.RemoveAt(rest.Count - 1);
        }

        if (!operands.TryEvaluate(rest, scope, word, out long number))
        {
            return;
        }

        if (scope.Find(name)?.Signal is { } signal && directive == ".addr")
        {
            if (number is < 1 or > 15)
            {
                Malformed(name, $"signal number {number} is not 1 to 15");
                return;
            }

            signal.FixedNumber = (int)number;
            return;
        }

        if (Registers(name, -1, scope, _ => true) is not { } registers)
        {
            return;
        }

        foreach (RegisterSymbol register in registers)
        {
            int limit = register.Class == RegisterClass.AbsoluteGpr ? 128 : program.Window;
            if (register.IsGpr != (directive != ".addr") || (register.IsGpr && bank < 0))
            {
                Diagnostics.Error(
                    DiagnosticKind.WrongSymbolKind, name, $"{word.Text} does not bind this kind of register");
                return;
            }

            if (number < 0 || number >= limit)
            {
                Malformed(name, $"register number {number} is not 0 to {limit - 1}");
                return;
            }

            register.FixedNumber = (int)number + (registers.Count > 1 && register.Group is not null ? register.Offset : 0);
            register.FixedBank = bank;
        }
    }

    private void Annotate(Token word, IReadOnlyList<Token> tokens, Scope scope, bool defines, bool write)
    {
        if (!TryReadNames(word, tokens, scope, 2, out List<(Token Name, int Size)> names))
        {
            return;
        }

        ProgramNode node = program.Add(new ProgramNode(NodeKind.Annotation, word));
        foreach ((Token name, int element) in names)
        {
            if (scope.Find(name)?.Signal is { } signal)
            {
                signal.IsUsed = true;
                signal.IsAwaited = true;
                if (defines)
                {
                    signal.IsPinned = true;
                }
                else
                {
                    node.Awaits.Add(signal);
                }

                continue;
            }

            if (Registers(name, element, scope, r => write ? r.HasWriteSide : r.HasReadSide) is not { } registers)
            {
                return;
            }

            foreach (RegisterSymbol register in registers)
            {
                register.IsUsed = true;
                if (defines && register.IsTransfer)
                {
                    // Hardware writes it at a time of its own: nobody else may have the number.
                    register.IsPinned = register.IsSetOutside = true;
                }

                // Hardware fills the read side and empties the write side.
                bool byHardware = register.IsTransfer && defines != write;
                node.Accesses.Add(new RegisterAccess(register, !defines, defines, byHardware));
            }
        }
    }

    private void Alias(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        if (!TryReadNames(word, tokens, scope, 2, out List<(Token Name, int Size)> names))
        {
            return;
        }

        if (names.Count != 2)
        {
            Malformed(word, $"{word.Text} needs two names");
            return;
        }

        SymbolEntry? first = scope.Find(names[0].Name);
        SymbolEntry? second = scope.Find(names[1].Name);
        if (first is null && second is null)
        {
            Diagnostics.Error(DiagnosticKind.UndefinedSymbol, names[0].Name, "name is not declared");
        }
        else if (first is not null)
        {
            scope.Alias(names[1].Name.Text, first);
        }
        else
        {
            scope.Alias(names[0].Name.Text, second!);
        }
    }

    private void Export(Token word, IReadOnlyList<Token> tokens, string directive)
    {
        if (directive == ".entry")
        {
            program.Add(new ProgramNode(NodeKind.Entry, word));
        }

        if (tokens.Count < 3)
        {
            if (directive == ".global_label")
            {
                Malformed(word, ".global_label needs a name");
            }

            return;
        }

        LabelSymbol label = new(TokenText.Joined(tokens.Skip(2)).Trim('\''), word);
        program.Place(label);
        program.ExportedLabels.Add((label.Name, label));
    }

    private void Contexts(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        List<Token> rest = [.. tokens.Skip(2).Where(t => !t.IsWord("even"))];
        if (!operands.TryEvaluate(rest, scope, word, out long count))
        {
            return;
        }

        if (count is not (4 or 8))
        {
            Malformed(word, ".num_contexts takes 4 or 8");
            return;
        }

        program.Contexts = (int)count;
    }

    private void Initialise(Token word, IReadOnlyList<Token> tokens, Scope scope, bool oneContext)
    {
        int i = 2;
        int context = -1;
        if (oneContext)
        {
            if (i >= tokens.Count || !operands.TryEvaluate([tokens[i]], scope, word, out long value)
                || value is < 0 or > 7)
            {
                Malformed(word, ".init_ctx needs a context, a name and a value");
                return;
            }

            context = (int)value;
            i += i + 1 < tokens.Count && tokens[i + 1].Is(",") ? 2 : 1;
        }

        if (!NameReader.TryRead(tokens, ref i, out Token name))
        {
            Malformed(word, $"{word.Text} needs a name and a value");
            return;
        }

        i += i < tokens.Count && tokens[i].Is(",") ? 1 : 0;
        if (Registers(name, -1, scope, _ => true) is not { } registers
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

    private void InitialiseCsr(Token word, IReadOnlyList<Token> tokens, Scope scope)
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
            Malformed(word, ".init_csr needs a local CSR and a value");
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

    private void NextNeighbourMode(Token word, IReadOnlyList<Token> tokens)
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
            Malformed(word, ".init_nn_mode takes self or neighbor");
        }
    }

    /// <summary>A bound variable was replaced by its value before this line was read: what is left has none.</summary>
    private void ReportUnbound(IReadOnlyList<Token> tokens)
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

    private void Allocate(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        List<List<Token>> parts = [.. tokens.Skip(2).Where(t => !t.Is(",")).Select(t => new List<Token> { t })];
        if (parts.Count is < 4 or > 5 || parts[0][0].Kind != TokenKind.Identifier)
        {
            Malformed(word, ".alloc_mem needs name, region, scope, bytes and may have an alignment");
            return;
        }

        if (!parts[1][0].IsWord("LMEM"))
        {
            Diagnostics.Error(
                DiagnosticKind.Unsupported, parts[1][0], "only local memory is placed here; give shared memory by #define");
            return;
        }

        long align = 4;
        if (!operands.TryEvaluate(parts[3], scope, word, out long bytes)
            || (parts.Count == 5 && !operands.TryEvaluate(parts[4], scope, word, out align)))
        {
            return;
        }

        align = Math.Clamp(align, 4, LocalMemoryBytes);
        long address = (program.LocalMemoryBytes + align - 1) / align * align;
        if (bytes is < 0 or > LocalMemoryBytes || address + bytes > LocalMemoryBytes)
        {
            Diagnostics.Error(
                DiagnosticKind.OutOfRegisters, parts[0][0], $"local memory has only {LocalMemoryBytes} bytes");
            return;
        }

        SymbolEntry entry = program.Root.Declare(parts[0][0].Text);
        if (entry.Constant is not null || entry.Registers.Count > 0 || entry.Signal is not null)
        {
            Diagnostics.Error(DiagnosticKind.DuplicateSymbol, parts[0][0], "name is declared twice");
            return;
        }

        entry.Constant = address;
        program.LocalMemoryBytes = (int)(address + bytes);
    }

    private void Trace(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        if (tokens.Count < 3 || tokens[2].Kind != TokenKind.String || (tokens.Count > 3 && !tokens[3].Is(",")))
        {
            Malformed(word, ".trace needs \"Name\" and may have a register");
            return;
        }

        List<InstructionOperand> list = [];
        if (tokens.Count > 3)
        {
            OperandSlot slot = new(OperandRole.Source, OperandWidth.Unrestricted10, "traced register");
            if (operands.Read([.. tokens.Skip(4)], slot, scope, word) is not { } operand)
            {
                return;
            }

            bool isLocalMemory = operand is { Form: OperandForm.Expression, Prefix.Length: > 0 };
            if (operand.Form is not (OperandForm.Register or OperandForm.Physical) && !isLocalMemory)
            {
                Malformed(operand.At, "only a register can be traced");
                return;
            }

            list.Add(operand);
        }

        ProgramNode node = program.Add(
            new ProgramNode(NodeKind.Annotation, word) { TraceName = tokens[2].Text, Operands = list });
        foreach (InstructionOperand operand in list.Where(o => o.Register is not null))
        {
            node.Accesses.Add(new RegisterAccess(operand.Register!, true, false, false, operand));
        }
    }
}
