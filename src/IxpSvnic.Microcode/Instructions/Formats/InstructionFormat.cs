namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>
/// Where the fields of one class of instructions lie, in both directions. The written form is not its business: the
/// row's operand slots tell that.
/// </summary>
internal abstract class InstructionFormat
{
    /// <summary>
    /// Takes the fields of a word that matches one of the row's patterns; false when one of them is reserved.
    /// </summary>
    public abstract bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields);

    /// <summary>Puts fields that were checked one by one into a word; the error is about their combination.</summary>
    public abstract bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error);
}
