namespace IxpSvnic.Microcode.Objects;

/// <summary>Linux's names of the mode bits; a mode and its opposite both have one.</summary>
internal static class UengineParameterNames
{
    private const string Prefix = "IXP2000_UENGINE_";

    private static readonly (uint Mask, uint Bits, string Name)[] Table =
    [
        (UengineParameterBits.FourContexts, 0, "8_CONTEXTS"),
        (UengineParameterBits.FourContexts, UengineParameterBits.FourContexts, "4_CONTEXTS"),
        (UengineParameterBits.PrnEveryCycle, UengineParameterBits.PrnEveryCycle, "PRN_UPDATE_EVERY"),
        (UengineParameterBits.PrnEveryCycle, 0, "PRN_UPDATE_ON_ACCESS"),
        (UengineParameterBits.NextNeighbourSelf, UengineParameterBits.NextNeighbourSelf, "NN_FROM_SELF"),
        (UengineParameterBits.NextNeighbourSelf, 0, "NN_FROM_PREVIOUS"),
        (UengineParameterBits.EmptyThresholdMask, 0, "ASSERT_EMPTY_AT_0"),
        (UengineParameterBits.EmptyThresholdMask, 0x0004_0000, "ASSERT_EMPTY_AT_1"),
        (UengineParameterBits.EmptyThresholdMask, 0x0008_0000, "ASSERT_EMPTY_AT_2"),
        (UengineParameterBits.EmptyThresholdMask, 0x000c_0000, "ASSERT_EMPTY_AT_3"),
        (UengineParameterBits.LmAddr1Global, UengineParameterBits.LmAddr1Global, "LM_ADDR1_GLOBAL"),
        (UengineParameterBits.LmAddr1Global, 0, "LM_ADDR1_PER_CONTEXT"),
        (UengineParameterBits.LmAddr0Global, UengineParameterBits.LmAddr0Global, "LM_ADDR0_GLOBAL"),
        (UengineParameterBits.LmAddr0Global, 0, "LM_ADDR0_PER_CONTEXT"),
    ];

    public static bool TryGet(string name, out uint bits)
    {
        int index = Array.FindIndex(Table, entry => name == Prefix + entry.Name);
        bits = index < 0 ? 0 : Table[index].Bits;
        return index >= 0;
    }

    /// <summary>One name per mode, the bits without a name last.</summary>
    public static IEnumerable<string> NamesOf(uint parameters)
    {
        uint named = 0;
        foreach ((uint mask, uint bits, string name) in Table)
        {
            named |= mask;
            if ((parameters & mask) == bits)
            {
                yield return Prefix + name;
            }
        }

        if ((parameters & ~named) != 0)
        {
            yield return $"0x{parameters & ~named:x8}";
        }
    }
}
