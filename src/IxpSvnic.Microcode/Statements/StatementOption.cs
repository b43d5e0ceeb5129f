namespace IxpSvnic.Microcode.Statements;

/// <summary>One option written after an instruction's bracket, such as <c>ctx_swap[sig4]</c> or <c>any</c>.</summary>
public sealed record StatementOption(string Name, IReadOnlyList<string> Arguments)
{
    /// <summary>An option without arguments.</summary>
    public StatementOption(string name)
        : this(name, [])
    {
    }

    public bool Equals(StatementOption? other) =>
        other is not null && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && Arguments.SequenceEqual(other.Arguments, StringComparer.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Arguments.Count == 0 ? Name : $"{Name}[{string.Join(", ", Arguments)}]";
}
