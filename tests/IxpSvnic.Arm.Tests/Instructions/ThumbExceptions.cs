using IxpSvnic.Arm.Instructions;

namespace IxpSvnic.Arm.Tests.Instructions;

/// <summary>Thumb halfwords whose text in objdump may differ, with the reason. Everything else must be equal.</summary>
internal static class ThumbExceptions
{
    public static string? Reason(uint halfword, string ours, string theirs)
    {
        InstructionRow? row = InstructionTable.FindThumb(halfword);
        if (row is null && (halfword >> 12 == 0xb || halfword >> 8 == 0xde))
        {
            return "ARMv6 and Thumb-2 instructions in what ARMv5T leaves UNDEFINED";
        }

        if (row is not null && (halfword & row.Pattern.IgnoredMask) != row.Pattern.ShouldBe)
        {
            return "should-be-zero bits are not: UNPREDICTABLE";
        }

        if (halfword == 0x46c0)
        {
            return "MOV r8, r8 is the recommended NOP";
        }

        return (halfword & 0xf8ff) == 0xc000 ? "STM of nothing is UNPREDICTABLE" : null;
    }
}
