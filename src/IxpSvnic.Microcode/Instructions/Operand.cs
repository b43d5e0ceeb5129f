namespace IxpSvnic.Microcode.Instructions;

/// <summary>One operand of a decoded instruction: what it names and its number, offset or constant value.</summary>
public readonly record struct Operand(OperandKind Kind, ushort Value)
{
    /// <summary>The missing operand, <c>--</c>.</summary>
    public static Operand None => default;

    public bool IsNone => Kind == OperandKind.None;

    /// <summary>A register read through field A only: bank A, relative or absolute.</summary>
    public bool IsBankA => Kind is OperandKind.GprA or OperandKind.GprAAbsolute;

    /// <summary>A register read through field B only: bank B, relative or absolute.</summary>
    public bool IsBankB => Kind is OperandKind.GprB or OperandKind.GprBAbsolute;

    public static Operand Constant(int value) => new(OperandKind.Constant, (ushort)value);

    public override string ToString() => OperandText.Format(this);
}
