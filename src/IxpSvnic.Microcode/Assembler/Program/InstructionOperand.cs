using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>One operand or option argument, before its symbols have numbers.</summary>
internal sealed class InstructionOperand(OperandForm form, Token at, string text)
{
    public OperandForm Form { get; } = form;

    public Token At { get; } = at;

    /// <summary>As written, for messages; for text forms also what the encoder gets.</summary>
    public string Text { get; } = text;

    public OperandSlot? Slot { get; init; }

    public RegisterSymbol? Register { get; init; }

    /// <summary>The physical register of <see cref="OperandForm.Physical"/>.</summary>
    public Operand Physical { get; init; }

    public SignalSymbol? Signal { get; init; }

    /// <summary>For <c>name[1]</c>: only that half of a pair.</summary>
    public int SignalHalf { get; init; } = -1;

    public LabelReference? Label { get; init; }

    public IReadOnlyList<Token> Tokens { get; init; } = [];

    public Scope? Scope { get; init; }

    /// <summary>Text around the value of an expression.</summary>
    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";

    /// <summary>Web of a general-purpose register when this operand reads it, else -1.</summary>
    public int ReadWeb { get; set; } = -1;

    public int WriteWeb { get; set; } = -1;
}
