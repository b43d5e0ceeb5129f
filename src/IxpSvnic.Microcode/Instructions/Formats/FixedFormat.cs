namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>An instruction without fields: <c>nop</c>, <c>cam_clear</c>.</summary>
internal sealed class FixedFormat : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields) => true;

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed;
        error = "";
        return true;
    }
}
