namespace IxpSvnic.Microcode.Instructions;

/// <summary>40-bit word to its parts.</summary>
public static class InstructionDecoder
{
    /// <summary>Decodes one word; false when it is reserved.</summary>
    public static bool TryDecode(ulong word, out DecodedInstruction instruction)
    {
        instruction = default;
        InstructionRow? row = word > WordBits.Mask40 ? null : InstructionTable.FindByWord(word);
        if (row is null)
        {
            return false;
        }

        DecodedInstruction fields = new()
        {
            Word = word,
            RowIndex = (short)row.Index,
            Op = row.Op,
            SetsConditionCodes = row.Flags.HasFlag(InstructionFlags.SetsConditionCodes),
        };
        if (!row.Format.TryUnpack(row, word, ref fields))
        {
            return false;
        }

        instruction = fields;
        return true;
    }
}
