using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Tests.Vectors;

/// <summary>One <c>name=value</c> of a semantic vector.</summary>
public sealed record SemanticAssignment(string Name, string Text)
{
    /// <summary>The value as a number; <c>nzvc</c> is not one.</summary>
    public uint Number => OperandText.TryParseNumber(Text, out long value)
        ? (uint)value
        : throw new FormatException($"'{Text}' of {Name} is not a number");

    public static SemanticAssignment Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new SemanticAssignment(text[..equals], text[(equals + 1)..])
            : throw new FormatException($"'{text}' is not name=value");
    }

    public override string ToString() => $"{Name}={Text}";
}
