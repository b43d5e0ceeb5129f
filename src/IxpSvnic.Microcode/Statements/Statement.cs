using System.Text;

namespace IxpSvnic.Microcode.Statements;

/// <summary>
/// One instruction in physical form: registers, signals and labels already replaced by numbers.
/// Operand tokens are written as in the reference's canonical text (<c>a5</c>, <c>@b7</c>, <c>$$2</c>,
/// <c>*l$index0[1]</c>, <c>0x1f</c>, <c>.123</c>, <c>sig4</c>, <c>&gt;&gt;rot9</c>, <c>--</c>).
/// *Not modelled:* symbols; binding them is the assembler's work.
/// </summary>
public sealed record Statement(
    string Mnemonic,
    IReadOnlyList<string> Operands,
    IReadOnlyList<StatementOption> Options)
{
    /// <summary>A statement without options.</summary>
    public Statement(string mnemonic, params IReadOnlyList<string> operands)
        : this(mnemonic, operands, [])
    {
    }

    /// <summary>The option of that name (any case), or null.</summary>
    public StatementOption? FindOption(string name)
    {
        foreach (StatementOption option in Options)
        {
            if (option.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return option;
            }
        }

        return null;
    }

    public bool Equals(Statement? other) =>
        other is not null && string.Equals(Mnemonic, other.Mnemonic, StringComparison.OrdinalIgnoreCase)
        && Operands.SequenceEqual(other.Operands, StringComparer.OrdinalIgnoreCase)
        && Options.SequenceEqual(other.Options);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString()
    {
        StringBuilder text = new(Mnemonic);
        if (Operands.Count > 0)
        {
            text.Append('[').AppendJoin(", ", Operands).Append(']');
        }

        foreach (StatementOption option in Options)
        {
            text.Append(", ").Append(option);
        }

        return text.ToString();
    }
}
