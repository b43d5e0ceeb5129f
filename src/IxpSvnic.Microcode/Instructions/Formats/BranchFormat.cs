namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>br, conditions, and branches on context, signal and input state (section 2.9).</summary>
internal sealed class BranchFormat(int parameterLow, int parameterHigh) : InstructionFormat
{
    /// <summary>Without a parameter.</summary>
    public BranchFormat()
        : this(0, 0)
    {
    }

    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        int parameter = parameterHigh == 0 ? 0 : word.Field(17, 14);
        int defer = word.Field(21, 20);
        if (parameter < parameterLow || parameter > parameterHigh || defer > row.MaxDefer)
        {
            return false;
        }

        fields = fields with
        {
            Target = Target(word),
            Defer = (byte)defer,
            Stage = (byte)word.Field(9, 8),
            Parameter = (byte)parameter,
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        error = "";
        word = row.Fixed | Common(fields) | WordBits.Place(row.Stage, 8) | WordBits.Place(fields.Parameter, 14);
        return true;
    }

    /// <summary>Address and defer, common to every branch but jump.</summary>
    internal static ulong Common(in DecodedInstruction fields) =>
        WordBits.Place(fields.Target, 22) | WordBits.Place(fields.Defer, 20);

    internal static ushort Target(ulong word) => (ushort)word.Field(34, 22);
}
