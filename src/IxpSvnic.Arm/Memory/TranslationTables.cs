namespace IxpSvnic.Arm.Memory;

/// <summary>
/// The ARMv5 two-level tables with XScale extended small pages. The P bit (error correction of the IXP2400's DRAM) and the upper two TEX bits are ignored (A75).
/// </summary>
internal static class TranslationTables
{
    private const uint AllSubpages = 0x55;
    private const int SmallSubpageBit = 10;
    private const int LargeSubpageBit = 14;

    /// <summary>Address of the first-level descriptor.</summary>
    public static uint FirstLevelAddress(uint tableBase, uint address) => (tableBase & 0xffff_c000) | (address >> 18 & 0x3ffc);

    /// <summary>The first-level descriptor leads to a second-level table.</summary>
    public static bool HasSecondLevel(uint descriptor) => (descriptor & 1) != 0;

    /// <summary>Address of the second-level descriptor in a coarse or fine table.</summary>
    public static uint SecondLevelAddress(uint descriptor, uint address) => (descriptor & 2) == 0
        ? (descriptor & 0xffff_fc00) | (address >> 10 & 0x3fc)
        : (descriptor & 0xffff_f000) | (address >> 8 & 0xffc);

    public static uint Domain(uint firstLevel) => firstLevel >> 5 & 15;

    /// <summary>A section: 1 MB.</summary>
    public static Translation Section(uint descriptor, uint address) => Make(
        address, 0xfff0_0000, descriptor, AllSubpages * (descriptor >> 10 & 3), Domain(descriptor), descriptor >> 12, descriptor, SmallSubpageBit, Translation.SectionInfo);

    /// <summary>A page, by the descriptors of both levels; false for a fault descriptor.</summary>
    public static bool TryPage(uint firstLevel, uint descriptor, uint address, out Translation translation)
    {
        uint domain = Domain(firstLevel);
        uint onePermission = AllSubpages * (descriptor >> 4 & 3);
        uint fourPermissions = descriptor >> 4 & 0xff;
        switch (descriptor & 3)
        {
            case 1:
                translation = Make(address, 0xffff_0000, descriptor, fourPermissions, domain, descriptor >> 12, descriptor, LargeSubpageBit, 0);
                return true;
            case 2:
                translation = Make(address, 0xffff_f000, descriptor, fourPermissions, domain, 0, descriptor, SmallSubpageBit, 0);
                return true;
            case 3:
                uint mask = (firstLevel & 2) == 0 ? 0xffff_f000 : 0xffff_fc00;
                translation = Make(address, mask, descriptor, onePermission, domain, descriptor >> 6, descriptor, SmallSubpageBit, 0);
                return true;
            default:
                translation = default;
                return false;
        }
    }

    private static Translation Make(
        uint address, uint mask, uint frame, uint permissions, uint domain, uint extension, uint descriptor, int subpageBit, uint section) => new()
        {
            Tag = address & mask,
            Mask = mask,
            Base = frame & mask,
            Info = permissions | domain << 8 | (descriptor >> 2 & 3) << 12 | (extension & 1) << 14 | section | (uint)subpageBit << 16,
        };
}
