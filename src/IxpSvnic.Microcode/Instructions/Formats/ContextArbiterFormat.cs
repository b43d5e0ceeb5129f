namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>ctx_arb: the wake-up mask and what to do with it (section 2.10).</summary>
internal sealed class ContextArbiterFormat : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        int defer = word.Field(21, 20);
        if (defer > row.MaxDefer)
        {
            return false;
        }

        bool resumes = word.Bit(18);
        fields = fields with
        {
            Target = resumes ? BranchFormat.Target(word) : (ushort)0,
            Defer = (byte)defer,
            KeepsWakeupMask = word.Bit(19),
            ResumesAtTarget = resumes,
            Breakpoint = word.Bit(17),
            WakeupMask = (uint)word.Field(16, 0),
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        error = "";
        word = row.Fixed | BranchFormat.Common(fields) | WordBits.Place(fields.KeepsWakeupMask, 19)
            | WordBits.Place(fields.ResumesAtTarget, 18) | WordBits.Place(fields.Breakpoint, 17) | fields.WakeupMask;
        return true;
    }
}
