using IxpSvnic.Microcode.Instructions.Rows;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// Every MEv2 instruction, one row each. Assembler, disassembler, decoder and the engines' completeness tests derive
/// from it. Source: chapters 2 and 3 of the MEv2 reference. *Not modelled:* instructions of NFP descendants.
/// </summary>
public static class InstructionTable
{
    private static readonly InstructionRow[] Table = Number(
    [
        .. AluRows.All, .. ShiftRows.All, .. ImmediateRows.All, .. BranchRows.All, .. SpecialRows.All,
        .. CommandRows.All,
    ]);

    private static readonly Dictionary<string, InstructionRow[]> ByName = GroupByName();

    private static readonly InstructionRow[][] ByTopByte = GroupByTopByte();

    public static IReadOnlyList<InstructionRow> Rows { get; } = Table;

    /// <summary>Some row has this mnemonic or alias, or it is another spelling of one.</summary>
    public static bool IsMnemonic(string name) => ByName.ContainsKey(name) || Respelling.IsOtherSpelling(name);

    /// <summary>
    /// The statement in the row's own spelling: <c>halt</c> becomes <c>ctx_arb[bpt]</c>, <c>hash2_64[$x]</c> becomes
    /// <c>hash_64[$x, 2]</c>. Any other statement is returned as it is.
    /// </summary>
    public static Statement Respell(Statement statement) => Respelling.Respell(statement);

    /// <summary>The row of a statement, chosen by mnemonic, keywords, operand count and required option.</summary>
    public static bool TryFind(Statement statement, out InstructionRow row, out string error)
    {
        statement = Respell(statement);
        row = Table[0];
        error = $"unknown instruction '{statement.Mnemonic}'";
        if (!ByName.TryGetValue(statement.Mnemonic, out InstructionRow[]? candidates))
        {
            return false;
        }

        InstructionRow? nearest = null;
        bool keywordsFit = false;
        foreach (InstructionRow candidate in candidates)
        {
            if (!KeywordsFit(candidate, statement))
            {
                continue;
            }

            keywordsFit = true;
            if (candidate.RequiredOption.Length > 0 && statement.FindOption(candidate.RequiredOption) is null)
            {
                continue;
            }

            if (CountFits(candidate, statement.Operands.Count))
            {
                row = candidate;
                error = "";
                return true;
            }

            nearest ??= candidate;
        }

        error = Explain(statement, keywordsFit, nearest);
        return false;
    }

    /// <summary>The row whose pattern a word matches, special cases first; null when it is reserved.</summary>
    internal static InstructionRow? FindByWord(ulong word)
    {
        foreach (InstructionRow row in ByTopByte[(word >> 32) & 0xff])
        {
            if (row.Matches(word))
            {
                return row;
            }
        }

        return null;
    }

    private static string Explain(Statement statement, bool keywordsFit, InstructionRow? nearest)
    {
        if (nearest is not null)
        {
            int needed = nearest.Slots.Count(slot => !slot.Optional);
            string most = needed == nearest.Slots.Count ? "" : $" to {nearest.Slots.Count}";
            return $"{nearest.Title} takes {needed}{most} operands, not {statement.Operands.Count}";
        }

        return keywordsFit
            ? $"{statement.Mnemonic} needs an option that says which step it is"
            : $"'{new Statement(statement.Mnemonic, statement.Operands)}' names no operation of {statement.Mnemonic}";
    }

    private static bool KeywordsFit(InstructionRow row, Statement statement)
    {
        for (int i = 0; i < row.Slots.Count; i++)
        {
            OperandSlot slot = row.Slots[i];
            if (slot.Role == OperandRole.Keyword
                && (i >= statement.Operands.Count
                    || !slot.Keyword.Equals(statement.Operands[i], StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CountFits(InstructionRow row, int count)
    {
        if (row.Op == MicroOp.CtxArb)
        {
            return true;
        }

        int needed = row.Slots.Count;
        while (needed > 0 && row.Slots[needed - 1].Optional)
        {
            needed--;
        }

        return count >= needed && count <= row.Slots.Count;
    }

    private static InstructionRow[] Number(InstructionRow[] rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].Index = i;
        }

        return rows;
    }

    private static Dictionary<string, InstructionRow[]> GroupByName()
    {
        // Rows that bear the name come before those that answer to it: alu with four operands is not alu_shf.
        Dictionary<string, List<InstructionRow>> groups = new(StringComparer.OrdinalIgnoreCase);
        foreach (InstructionRow row in Table)
        {
            Add(row.Mnemonic, row);
        }

        foreach (InstructionRow row in Table)
        {
            foreach (string alias in row.Aliases)
            {
                Add(alias, row);
            }
        }

        return groups.ToDictionary(g => g.Key, g => g.Value.ToArray(), StringComparer.OrdinalIgnoreCase);

        void Add(string name, InstructionRow row)
        {
            if (!groups.TryGetValue(name, out List<InstructionRow>? group))
            {
                groups[name] = group = [];
            }

            group.Add(row);
        }
    }

    private static InstructionRow[][] GroupByTopByte()
    {
        InstructionRow[][] groups = new InstructionRow[256][];
        for (int top = 0; top < 256; top++)
        {
            BitPattern wanted = new((ulong)top << 32, WordBits.Range(39, 32));
            groups[top] =
            [
                .. Table.Where(row => row.Patterns.Any(wanted.Overlaps)).OrderBy(row => row.IsSpecialCase ? 0 : 1),
            ];
        }

        return groups;
    }
}
