using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>Something open that must be closed: a scope, a macro's expansion, or structured code.</summary>
internal sealed class Block(BlockKind kind, Token at, Scope outer)
{
    public BlockKind Kind { get; } = kind;

    public Token At { get; } = at;

    /// <summary>The scope that holds again after the block.</summary>
    public Scope Outer { get; } = outer;

    /// <summary>Start of a loop; where <c>.continue</c> goes.</summary>
    public LabelSymbol Continue { get; init; } = new("", null);

    public LabelSymbol Top { get; init; } = new("", null);

    /// <summary>The next branch of an <c>.if</c>.</summary>
    public LabelSymbol Next { get; set; } = new("", null);

    /// <summary>Behind the block.</summary>
    public LabelSymbol End { get; } = new("", null);

    public bool SawElse { get; set; }
}
