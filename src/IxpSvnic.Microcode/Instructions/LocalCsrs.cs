namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// Names and encoded numbers (address / 4) of the engine's local CSRs. Source: section 1.9 of the MEv2 reference.
/// *Not modelled:* the mailboxes and MISC_CONTROL of NFP parts.
/// </summary>
public static class LocalCsrs
{
    private static readonly (string Name, int Address)[] Table =
    [
        ("USTORE_ADDRESS", 0x000), ("USTORE_DATA_LOWER", 0x004), ("USTORE_DATA_UPPER", 0x008),
        ("USTORE_ERROR_STATUS", 0x00c), ("ALU_OUT", 0x010), ("CTX_ARB_CNTL", 0x014), ("CTX_ENABLES", 0x018),
        ("CC_ENABLE", 0x01c), ("CSR_CTX_POINTER", 0x020), ("REGISTER_ERROR_STATUS", 0x030),
        ("INDIRECT_CTX_STS", 0x040), ("ACTIVE_CTX_STS", 0x044), ("INDIRECT_CTX_SIG_EVENTS", 0x048),
        ("ACTIVE_CTX_SIG_EVENTS", 0x04c), ("INDIRECT_CTX_WAKEUP_EVENTS", 0x050),
        ("ACTIVE_CTX_WAKEUP_EVENTS", 0x054), ("INDIRECT_CTX_FUTURE_COUNT", 0x058),
        ("ACTIVE_CTX_FUTURE_COUNT", 0x05c), ("INDIRECT_LM_ADDR_0", 0x060), ("ACTIVE_LM_ADDR_0", 0x064),
        ("INDIRECT_LM_ADDR_1", 0x068), ("ACTIVE_LM_ADDR_1", 0x06c), ("BYTE_INDEX", 0x070), ("T_INDEX", 0x074),
        ("INDIRECT_FUTURE_COUNT_SIGNAL", 0x078), ("ACTIVE_FUTURE_COUNT_SIGNAL", 0x07c), ("NN_PUT", 0x080),
        ("NN_GET", 0x084), ("TIMESTAMP_LOW", 0x0c0), ("TIMESTAMP_HIGH", 0x0c4),
        ("INDIRECT_LM_ADDR_0_BYTE_INDEX", 0x0e0), ("ACTIVE_LM_ADDR_0_BYTE_INDEX", 0x0e4),
        ("INDIRECT_LM_ADDR_1_BYTE_INDEX", 0x0e8), ("ACTIVE_LM_ADDR_1_BYTE_INDEX", 0x0ec),
        ("T_INDEX_BYTE_INDEX", 0x0f4), ("NEXT_NEIGHBOR_SIGNAL", 0x100), ("PREV_NEIGHBOR_SIGNAL", 0x104),
        ("SAME_ME_SIGNAL", 0x108), ("CRC_REMAINDER", 0x140), ("PROFILE_COUNT", 0x144),
        ("PSEUDO_RANDOM_NUMBER", 0x148), ("LOCAL_CSR_STATUS", 0x180),
    ];

    private static readonly Dictionary<string, int> Numbers =
        Table.ToDictionary(e => e.Name, e => e.Address / 4, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<int, string> Names = Table.ToDictionary(e => e.Address / 4, e => e.Name);

    /// <summary>Every name with its encoded number, in address order.</summary>
    public static IReadOnlyList<(string Name, int Number)> All { get; } =
        [.. Table.Select(e => (e.Name, e.Address / 4))];

    /// <summary>Encoded number of a name, any case.</summary>
    public static bool TryGetNumber(string name, out int number) => Numbers.TryGetValue(name, out number);

    /// <summary>The name of a number, or the number itself in hexadecimal.</summary>
    public static string NameOf(int number) => Names.TryGetValue(number, out string? name) ? name : $"0x{number:x}";

    /// <summary>Encoded number of a known name; an unknown one is a programming error.</summary>
    public static int Number(string name) => Numbers[name];
}
