namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// Names of the sixteen input states that <c>br_inp_state</c> tests. Source: section 2.9 of the MEv2 reference.
/// </summary>
public static class InputStates
{
    public const int NnEmpty = 0;

    public const int NnFull = 1;

    /// <summary>Status of scratch ring 0; rings 1-11 follow.</summary>
    public const int ScratchRing0 = 2;

    public const int FciNotEmpty = 14;

    public const int FciFull = 15;

    private static readonly string[] Names =
    [
        "NN_EMPTY", "NN_FULL",
        .. Enumerable.Range(0, 12).Select(ring => $"SCR_Ring{ring}_Status"),
        "FCI_NOT_EMPTY", "FCI_FULL",
    ];

    /// <summary>The canonical name of state 0-15.</summary>
    public static string NameOf(int state) => Names[state];

    /// <summary>Reads a name (any case) or a number.</summary>
    public static bool TryParse(string token, out int state)
    {
        state = Array.FindIndex(Names, name => name.Equals(token, StringComparison.OrdinalIgnoreCase));
        if (state < 0 && OperandText.TryParseNumber(token, out long number) && number is >= 0 and < 16)
        {
            state = (int)number;
        }

        return state >= 0;
    }
}
