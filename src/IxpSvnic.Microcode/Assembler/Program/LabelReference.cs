using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>A use of a label, resolved when the whole program is read.</summary>
internal sealed class LabelReference(Token at, Scope scope)
{
    public Token At { get; } = at;

    public Scope Scope { get; } = scope;

    public LabelSymbol? Label { get; set; }
}
