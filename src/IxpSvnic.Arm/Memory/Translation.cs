namespace IxpSvnic.Arm.Memory;

/// <summary>What a descriptor says of the pages it maps: the content of a TLB entry.</summary>
internal struct Translation
{
    /// <summary>Modified virtual address of the page.</summary>
    public uint Tag;

    /// <summary>Address bits that choose the page.</summary>
    public uint Mask;

    /// <summary>Physical address of the page.</summary>
    public uint Base;

    /// <summary>AP3 to AP0 in bits 7:0, domain 11:8, X, C and B 14:12, section 15, position of the subpage number 20:16.</summary>
    public uint Info;

    public const uint SectionInfo = 1 << 15;

    public readonly int Domain => (int)(Info >> 8 & 15);

    public readonly bool IsSection => (Info & SectionInfo) != 0;
}
