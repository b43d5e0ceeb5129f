namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>One line of a file before continuation lines are joined.</summary>
internal sealed class PhysicalLine(string raw)
{
    public string Raw { get; } = raw;

    public List<Token> Tokens { get; } = [];

    public LexicalFault? Fault { get; set; }
}
