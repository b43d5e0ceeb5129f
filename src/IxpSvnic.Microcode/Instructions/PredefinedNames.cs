namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// Names of chip registers that programs may use without defining them: CAP registers as CSR numbers, MSF registers as
/// msf addresses, PCI registers as pci addresses. Source: section 11 of the MEv2 reference and the register tables of
/// the chip reference. *Not modelled:* SRAM and DRAM controller registers have no predefined name.
/// </summary>
public static class PredefinedNames
{
    private const uint Cap = 0x4000;

    private const uint Pci = 0xdf00_0000;

    private static readonly Dictionary<string, uint> Table = Build();

    /// <summary>Every name with its value.</summary>
    public static IReadOnlyDictionary<string, uint> All => Table;

    /// <summary>The value of a name, any case.</summary>
    public static bool TryGet(string name, out uint value) => Table.TryGetValue(name, out value);

    /// <summary>The number of a register in the CAP block.</summary>
    internal static bool TryGetCap(string name, out int number)
    {
        bool isCap = Table.TryGetValue(name, out uint value) && value is >= Cap and < Cap + 0x1000;
        number = isCap ? (int)value : 0;
        return isCap;
    }

    private static Dictionary<string, uint> Build()
    {
        Dictionary<string, uint> names = new(StringComparer.OrdinalIgnoreCase);
        AddCap(names);
        AddMsf(names);
        AddPci(names);
        return names;
    }

    private static void AddCap(Dictionary<string, uint> names)
    {
        (string Name, uint Offset)[] registers =
        [
            ("THD_MSG", 0x000), ("THD_MSG_SUMMARY_0_0", 0x004), ("THD_MSG_SUMMARY_0_1", 0x008),
            ("THD_MSG_SUMMARY_1_0", 0x00c), ("THD_MSG_SUMMARY_1_1", 0x010), ("SELF_DESTRUCT_0", 0x014),
            ("SELF_DESTRUCT_1", 0x018), ("INTERTHREAD_SIG", 0x01c), ("HASH_MULTIPLIER_48_0", 0x900),
            ("HASH_MULTIPLIER_48_1", 0x904), ("HASH_MULTIPLIER_64_0", 0x908), ("HASH_MULTIPLIER_64_1", 0x90c),
            ("HASH_MULTIPLIER_128_0", 0x910), ("HASH_MULTIPLIER_128_1", 0x914), ("HASH_MULTIPLIER_128_2", 0x918),
            ("HASH_MULTIPLIER_128_3", 0x91c), ("PRODUCT_ID", 0xa00), ("MISC_CONTROL", 0xa04),
            ("MSF_CLK_CNTRL", 0xa08), ("IXP_RESET_0", 0xa0c), ("IXP_RESET_1", 0xa10), ("CCR", 0xa14),
            ("STRAP_OPTIONS", 0xa18), ("XSCALE_INT_A", 0xb20), ("XSCALE_INT_B", 0xb24),
        ];
        foreach ((string name, uint offset) in registers)
        {
            names.Add(name, Cap + offset);
        }

        for (uint ring = 0; ring < 16; ring++)
        {
            names.Add($"SCRATCH_RING_BASE_{ring}", Cap + 0x800 + (ring * 0x10));
            names.Add($"SCRATCH_RING_HEAD_{ring}", Cap + 0x804 + (ring * 0x10));
            names.Add($"SCRATCH_RING_TAIL_{ring}", Cap + 0x808 + (ring * 0x10));
        }
    }

    private static void AddMsf(Dictionary<string, uint> names)
    {
        (string Name, uint Offset)[] registers =
        [
            ("MSF_RX_CONTROL", 0x0000), ("MSF_TX_CONTROL", 0x0004), ("MSF_INTERRUPT_STATUS", 0x0008),
            ("MSF_INTERRUPT_ENABLE", 0x000c), ("CSIX_TYPE_MAP", 0x0010), ("FC_EGRESS_STATUS", 0x0014),
            ("FC_INGRESS_STATUS", 0x0018), ("TX_VALIDATE", 0x0020), ("HWM_CONTROL", 0x0024), ("SRB_OVERRIDE", 0x0028),
            ("RX_PORT_MAP", 0x0040), ("RBUF_ELEMENT_DONE", 0x0044), ("RX_MPHY_POLL_LIMIT", 0x0048),
            ("FCEFIFO_VALIDATE", 0x004c), ("TX_MPHY_POLL_LIMIT", 0x0070), ("TX_MPHY_STATUS", 0x0074),
            ("TBUF_ELEMENT_CONTROL_A", 0x1800), ("TBUF_ELEMENT_CONTROL_B", 0x1804),
        ];
        foreach ((string name, uint offset) in registers)
        {
            names.Add(name, offset);
        }

        for (uint n = 0; n < 4; n++)
        {
            names.Add($"RX_THREAD_FREELIST_{n}", 0x0030 + (4 * n));
            names.Add($"RX_THREAD_FREELIST_TIMEOUT_{n}", 0x0050 + (4 * n));
            names.Add($"TX_SEQUENCE_{n}", 0x0060 + (4 * n));
            names.Add($"RX_UP_CONTROL_{n}", 0x0080 + (4 * n));
            names.Add($"TX_UP_CONTROL_{n}", 0x0090 + (4 * n));
        }
    }

    private static void AddPci(Dictionary<string, uint> names)
    {
        (string Name, uint Offset)[] registers =
        [
            ("PCI_OUT_INT_STATUS", 0x030), ("PCI_OUT_INT_MASK", 0x034), ("MAILBOX_0", 0x050), ("MAILBOX_1", 0x054),
            ("MAILBOX_2", 0x058), ("MAILBOX_3", 0x05c), ("XSCALE_DOORBELL", 0x060), ("XSCALE_DOORBELL_SETUP", 0x064),
            ("PCI_DOORBELL", 0x070), ("PCI_DOORBELL_SETUP", 0x074), ("DMA_INF_MODE", 0x0e0),
            ("SRAM_BASE_ADDR_MASK", 0x0fc), ("DRAM_BASE_ADDR_MASK", 0x100), ("PCI_CONTROL", 0x13c),
            ("PCI_ADDR_EXT", 0x140), ("PCI_ME_PUSH_STATUS", 0x148), ("PCI_ME_PUSH_ENABLE", 0x14c),
            ("PCI_ERR_STATUS", 0x150), ("PCI_ERR_ENABLE", 0x154), ("PCI_XSCALE_INT_STATUS", 0x158),
            ("PCI_XSCALE_INT_ENABLE", 0x15c),
        ];
        foreach ((string name, uint offset) in registers)
        {
            names.Add(name, Pci + offset);
        }

        string[] channel = ["BYTE_COUNT", "PCI_ADDR", "DRAM_ADDR", "DESC_PTR", "CONTROL", "ME_PARAM"];
        for (uint n = 1; n <= 3; n++)
        {
            for (uint i = 0; i < channel.Length; i++)
            {
                names.Add($"CH{n}_{channel[i]}", Pci + 0x60 + (0x20 * n) + (4 * i));
            }
        }
    }
}
