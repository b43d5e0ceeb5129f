using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>A place in the program.</summary>
internal sealed class LabelSymbol(string name, Token? declaration)
{
    public string Name { get; } = name;

    public Token? Declaration { get; } = declaration;

    /// <summary>Index of the node that follows, or -1 while it is not placed.</summary>
    public int Node { get; set; } = -1;
}
