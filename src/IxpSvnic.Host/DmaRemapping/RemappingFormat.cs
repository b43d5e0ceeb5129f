namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// The legacy-mode tables of Intel VT-d in host memory: bit positions of root, context and second-level entries, all
/// little-endian. Root and context entries are 16 bytes, 256 to a page; second-level entries 8 bytes, 512 to a page.
/// </summary>
public static class RemappingFormat
{
    public const int RootEntries = 256;
    public const int ContextEntries = 256;
    public const int TableEntries = 512;
    public const int BitsPerLevel = 9;

    /// <summary>P of a root or context entry.</summary>
    public const ulong Present = 1;

    /// <summary>FPD of a context entry.</summary>
    public const ulong FaultProcessingDisable = 1 << 1;

    /// <summary>TT of a context entry, bits 3:2.</summary>
    public const int TranslationTypeShift = 2;

    /// <summary>TT: translate by the second-level tables.</summary>
    public const int TypeTranslate = 0;

    /// <summary>TT: pass untranslated requests through.</summary>
    public const int TypePassThrough = 2;

    /// <summary>AW in the high half of a context entry, bits 2:0: 1 = 3 levels, 2 = 4 levels.</summary>
    public const int WidthMask = 7;

    /// <summary>DID in the high half of a context entry, bits 23:8.</summary>
    public const int DomainShift = 8;

    /// <summary>PS of a second-level entry: it maps a large page.</summary>
    public const ulong PageSize = 1 << 7;

    /// <summary>SNP of a second-level leaf entry, reserved without snoop control.</summary>
    public const ulong Snoop = 1 << 11;

    /// <summary>TM of a second-level leaf entry, reserved without device IOTLBs.</summary>
    public const ulong TransientMapping = 1UL << 62;

    /// <summary>Address field of every entry, bits 51:12; those above the host's width are reserved.</summary>
    public const ulong AddressMask = 0x000f_ffff_ffff_f000;

    /// <summary>Address width (AGAW) of a table of some levels.</summary>
    public static int AddressBits(int levels) => 12 + (levels * BitsPerLevel);

    /// <summary>Bits 51:HAW.</summary>
    public static ulong AboveHost(int hostAddressBits) => AddressMask & ~((1UL << hostAddressBits) - 1);
}
