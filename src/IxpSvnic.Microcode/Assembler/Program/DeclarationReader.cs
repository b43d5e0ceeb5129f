using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// Directives that declare registers and signals, bind their numbers and give out local memory. Source: section 5.3 of
/// the MEv2 reference. *Not modelled:* memory symbols outside local memory, which need a linker.
/// </summary>
internal sealed class DeclarationReader(AssemblyProgram program, OperandReader operands, DirectiveNames names)
{
    private const int LocalMemoryBytes = 640 * 4;

    private static readonly string[] RegisterKinds =
        ["global", "volatile", "read", "write", "visible", "remote", "shared", "extern"];

    private static readonly string[] SignalKinds = ["volatile", "global", "visible", "remote"];

    private DiagnosticBag Diagnostics => program.Diagnostics;

    public void DeclareRegisters(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        int start = 2;
        HashSet<string> kinds = new(StringComparer.OrdinalIgnoreCase);
        while (start < tokens.Count && tokens[start].Kind == TokenKind.Identifier
            && RegisterKinds.Contains(tokens[start].Text.ToLowerInvariant())
            && (start + 1 < tokens.Count && !tokens[start + 1].Is(",")))
        {
            kinds.Add(tokens[start++].Text);
        }

        if (!names.TryReadNames(word, tokens, scope, start, out List<(Token Name, int Size)> list))
        {
            return;
        }

        if (kinds.Contains("remote") || kinds.Contains("extern"))
        {
            Diagnostics.Error(
                DiagnosticKind.Unsupported, word, "registers of other engines need a linker; use numbers instead");
            return;
        }

        foreach ((Token name, int size) in list)
        {
            DeclareRegister(name, size, kinds, kinds.Contains("global")
                ? program.Root : scope.DeclaringScope(name.Frame));
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
                    DiagnosticKind.DuplicateSymbol, name, size == 0
                        ? "array of no registers" : "name is declared twice");
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
            IsSetOutside = kinds.Contains("visible")
                || @class is RegisterClass.AbsoluteGpr or RegisterClass.NextNeighbour,
        });
    }

    public void DeclareSignals(Token word, IReadOnlyList<Token> tokens, Scope scope)
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
                    DiagnosticKind.Unsupported, tokens[start],
                        "signals of other engines need a linker; use numbers instead");
                return;
            }

            isGlobal |= tokens[start].IsWord("global");
            pinned |= tokens[start++].IsWord("volatile") || isGlobal;
        }

        if (!names.TryReadNames(word, tokens, scope, start, out List<(Token Name, int Size)> list))
        {
            return;
        }

        foreach ((Token name, int _) in list)
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

    public void Order(Token word, IReadOnlyList<Token> tokens, Scope scope, string name)
    {
        if (!names.TryReadNames(word, tokens, scope, 2, out List<(Token Name, int Size)> list))
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
            foreach ((Token token, int element) in list)
            {
                if (names.Registers(token, element, scope, r =>
                    write ? r.HasWriteSide : r.HasReadSide) is not { } found)
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

    public void BindNumber(Token word, IReadOnlyList<Token> tokens, Scope scope, string directive)
    {
        int i = 2;
        if (!NameReader.TryRead(tokens, ref i, out Token name))
        {
            names.Malformed(word, $"{word.Text} needs a name and a number");
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
                names.Malformed(name, $"signal number {number} is not 1 to 15");
                return;
            }

            signal.FixedNumber = (int)number;
            return;
        }

        if (names.Registers(name, -1, scope, _ => true) is not { } registers)
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
                names.Malformed(name, $"register number {number} is not 0 to {limit - 1}");
                return;
            }

            register.FixedNumber = (int)number + (registers.Count > 1
                && register.Group is not null ? register.Offset : 0);
            register.FixedBank = bank;
        }
    }

    public void Alias(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        if (!names.TryReadNames(word, tokens, scope, 2, out List<(Token Name, int Size)> list))
        {
            return;
        }

        if (list.Count != 2)
        {
            names.Malformed(word, $"{word.Text} needs two names");
            return;
        }

        SymbolEntry? first = scope.Find(list[0].Name);
        SymbolEntry? second = scope.Find(list[1].Name);
        if (first is null && second is null)
        {
            Diagnostics.Error(DiagnosticKind.UndefinedSymbol, list[0].Name, "name is not declared");
        }
        else if (first is not null)
        {
            scope.Alias(list[1].Name.Text, first);
        }
        else
        {
            scope.Alias(list[0].Name.Text, second!);
        }
    }

    public void Allocate(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        List<List<Token>> parts = [.. tokens.Skip(2).Where(t => !t.Is(",")).Select(t => new List<Token> { t })];
        if (parts.Count is < 4 or > 5 || parts[0][0].Kind != TokenKind.Identifier)
        {
            names.Malformed(word, ".alloc_mem needs name, region, scope, bytes and may have an alignment");
            return;
        }

        if (!parts[1][0].IsWord("LMEM"))
        {
            Diagnostics.Error(
                DiagnosticKind.Unsupported, parts[1][0],
                    "only local memory is placed here; give shared memory by #define");
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
}
