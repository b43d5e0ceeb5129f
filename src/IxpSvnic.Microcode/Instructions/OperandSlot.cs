namespace IxpSvnic.Microcode.Instructions;

/// <summary>One operand position in an instruction's written form.</summary>
/// <param name="Role">What the operand is for.</param>
/// <param name="Width">Code table of a register operand.</param>
/// <param name="Name">Name used in error messages.</param>
/// <param name="Direction">For a command's transfer operand: which files it uses.</param>
/// <param name="Keyword">For <see cref="OperandRole.Keyword"/>: the word.</param>
/// <param name="Optional">The operand may be left out (only at the end).</param>
/// <param name="Field">The decoded part it stands for.</param>
public sealed record OperandSlot(
    OperandRole Role,
    OperandWidth Width,
    string Name,
    TransferDirection Direction = TransferDirection.None,
    string Keyword = "",
    bool Optional = false,
    OperandField Field = OperandField.None);
