using IxpSvnic.Microcode.Instructions.Formats;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// One row of the instruction table: bit pattern, name, operands, micro-op, timing and properties of one instruction.
/// Encoder, decoder and disassembler read it through its format; the assembler reads names, slots and flags.
/// </summary>
public sealed class InstructionRow
{
    private readonly BitPattern[] _patterns = [];

    /// <summary>Position in <see cref="InstructionTable.Rows"/>.</summary>
    public int Index { get; internal set; }

    /// <summary>Bit patterns of the word, one of which matches; more than one where the swap bit moves a field.</summary>
    public required IReadOnlyList<BitPattern> Patterns
    {
        get => _patterns;
        init => _patterns = [.. value];
    }

    /// <summary>Fixed bits the encoder writes, ignored ones included.</summary>
    public required ulong Fixed { get; init; }

    /// <summary>Canonical name: the word before the bracket.</summary>
    public required string Mnemonic { get; init; }

    /// <summary>Other names that mean the same.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Operands in written order, keywords included.</summary>
    public required IReadOnlyList<OperandSlot> Slots { get; init; }

    /// <summary>An option without which it is another instruction (<c>mul_step</c>), else empty.</summary>
    public string RequiredOption { get; init; } = "";

    /// <summary>Options it takes, besides the required one.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public required MicroOp Op { get; init; }

    public TimingClass Timing { get; init; }

    public InstructionFlags Flags { get; init; }

    /// <summary>Largest defer[n]; 0 = none allowed. For commands: with ctx_swap.</summary>
    public int MaxDefer { get; init; }

    /// <summary>Branches: the pipe stage the encoder writes, or that the class has.</summary>
    public int Stage { get; init; }

    /// <summary>Largest count of a command; 0 = it has none.</summary>
    public int MaxCount { get; init; }

    /// <summary>The row is a special case of another row's words and wins over it (<c>nop</c>, <c>rtn</c>).</summary>
    public bool IsSpecialCase { get; init; }

    /// <summary>Name with its keywords, as <c>alu +carry</c> or <c>sram test_and_add</c>.</summary>
    public string Title
    {
        get
        {
            string keywords = string.Join(' ', Slots.Where(s => s.Role == OperandRole.Keyword).Select(s => s.Keyword));
            return string.Join(' ', new[] { Mnemonic, keywords, RequiredOption }.Where(s => s.Length > 0));
        }
    }

    /// <summary>Where the fields lie.</summary>
    internal InstructionFormat Format { get; init; } = null!;

    /// <summary>Whether a word is this instruction (special cases are asked first).</summary>
    public bool Matches(ulong word)
    {
        foreach (BitPattern pattern in _patterns)
        {
            if (pattern.Matches(word))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => Title;
}
