using IxpSvnic.Arm.Instructions;

namespace IxpSvnic.Arm.Tests.Instructions;

/// <summary>ARM words whose text in objdump may differ, with the reason. Everything else must be equal.</summary>
internal static class ArmExceptions
{
    private static readonly string[] General = ["cdp", "mcr", "mrc", "ldc", "stc", "mcrr", "mrrc"];

    public static string? Reason(uint word, string ours, string theirs)
    {
        InstructionRow? row = InstructionTable.FindArm(word);
        uint coprocessor = word >> 8 & 0xf;
        bool isCoprocessor = (word >> 25 & 7) == 6 || (word >> 24 & 15) == 14;
        if (row is not null && (word & row.Pattern.IgnoredMask) != row.Pattern.ShouldBe)
        {
            return "should-be-zero or -one bits are not: UNPREDICTABLE, and objdump shows what a later architecture put there";
        }

        if (word >= 0xf000_0000 && ours.StartsWith("undefined", StringComparison.Ordinal))
        {
            return "the space of condition 1111: objdump knows NEON and ARMv6";
        }

        if (isCoprocessor && (!General.Any(g => theirs.StartsWith(g, StringComparison.Ordinal)) || coprocessor == 9))
        {
            return "coprocessors that an XScale does not have: objdump shows VFP, FPA, Maverick and iWMMXt";
        }

        if ((word & 0x0fe0_0000) == 0x0c00_0000)
        {
            return "LDC and STC with P = U = W = N = 0 are UNDEFINED in ARMv5TE";
        }

        if (ours.StartsWith("bkpt", StringComparison.Ordinal) && word >> 28 != 14)
        {
            return "BKPT with a condition is UNPREDICTABLE";
        }

        bool isControlSpace = (word & 0x0d90_0000) == 0x0100_0000;
        bool isMultiplyOrTransferSpace = (word & 0x0e00_0090) == 0x0000_0090;
        if (ours.StartsWith("undefined", StringComparison.Ordinal) && (isControlSpace || isMultiplyOrTransferSpace))
        {
            return "holes of ARMv5: objdump shows later instructions, or data processing that is none";
        }

        if (ours.StartsWith("undefined", StringComparison.Ordinal) && (word & 0x0e00_0010) == 0x0600_0010)
        {
            return "the media space of ARMv6";
        }

        if ((word >> 16 & 15) == 15 && (word & 0x0e00_0000) == 0
            && ours.Replace("!", "", StringComparison.Ordinal).Replace(", #0]", "]", StringComparison.Ordinal) == theirs)
        {
            return "writeback to the program counter is UNPREDICTABLE and not shown";
        }

        return isCoprocessor && (word & 0xff) == 0 && (word & 1 << 21) != 0 ? "LDC and STC that change the base by nothing" : null;
    }
}
