namespace IxpSvnic.Microcode.Instructions;

/// <summary>40-bit word to its parts.</summary>
public static class InstructionDecoder
{
    /// <summary>Decodes one word; false when it is reserved.</summary>
    public static bool TryDecode(ulong word, out DecodedInstruction instruction) =>
        throw new NotImplementedException();
}
