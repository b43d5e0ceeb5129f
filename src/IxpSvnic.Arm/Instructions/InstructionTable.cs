using IxpSvnic.Arm.Instructions.Rows;

namespace IxpSvnic.Arm.Instructions;

/// <summary>
/// Every instruction of ARMv5TE and of the XScale's accumulator, one row each, for ARM and for Thumb. Source: ARM Architecture Reference
/// Manual (DDI 0100E) chapters A3, A4, A7, A10; Intel XScale core. What matches no row is UNDEFINED.
/// </summary>
public static class InstructionTable
{
    private static readonly InstructionRow[] ArmTable = Number(
    [
        .. DataRows.All, .. MultiplyRows.All, .. TransferRows.All, .. StatusRows.All, .. BranchRows.All, .. CoprocessorRows.All,
    ]);

    // By bits 27:20 and 7:4; the second half is for bits 31:28 = 1111.
    private static readonly InstructionRow[][] ArmIndex = IndexArm();

    // Thumb's rows look their equivalents up in the index above.
    private static readonly InstructionRow[] ThumbTable = Number([.. ThumbRows.All]);

    private static readonly InstructionRow?[] ThumbIndex = IndexThumb();

    public static IReadOnlyList<InstructionRow> Arm { get; } = ArmTable;

    public static IReadOnlyList<InstructionRow> Thumb { get; } = ThumbTable;

    /// <summary>The row of an ARM word; null when it is UNDEFINED.</summary>
    public static InstructionRow? FindArm(uint word)
    {
        foreach (InstructionRow row in ArmIndex[IndexOf(word)])
        {
            if ((word & row.Pattern.Mask) == row.Pattern.Match)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The row of a Thumb halfword; null when it is UNDEFINED.</summary>
    public static InstructionRow? FindThumb(uint halfword) => ThumbIndex[halfword & 0xffff];

    private static uint IndexOf(uint word) =>
        (word >= 0xf000_0000 ? 0x1000u : 0) | (word >> 16 & 0xff0) | (word >> 4 & 0xf);

    private static InstructionRow[] Number(InstructionRow[] rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].Index = i;
        }

        return rows;
    }

    private static InstructionRow[][] IndexArm()
    {
        InstructionRow[][] index = new InstructionRow[0x2000][];
        for (uint i = 0; i < index.Length; i++)
        {
            uint word = (i >= 0x1000 ? 0xf000_0000 : 0) | (i & 0xff0) << 16 | (i & 0xf) << 4;
            index[i] =
            [
                .. ArmTable
                    .Where(r => ((word ^ r.Pattern.Match) & r.Pattern.Mask & 0x0ff0_00f0) == 0
                        && (i >= 0x1000 ? r.Pattern.Match >= 0xf000_0000 : r.Pattern.Match < 0xf000_0000))
                    .OrderByDescending(r => r.Has(InstructionFlags.IsSpecialCase)),
            ];
        }

        return index;
    }

    private static InstructionRow?[] IndexThumb()
    {
        InstructionRow?[] index = new InstructionRow?[0x10000];
        for (uint i = 0; i < index.Length; i++)
        {
            InstructionRow[] matches = Array.FindAll(ThumbTable, r => r.Pattern.Matches(i));
            index[i] = matches.Length < 2 ? matches.FirstOrDefault() : Array.Find(matches, r => r.Has(InstructionFlags.IsSpecialCase));
        }

        return index;
    }
}
