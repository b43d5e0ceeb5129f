using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>The IOMMU, parameter group <c>iommu</c>.</summary>
public sealed class IommuParameters
{
    [Parameter("", "svnic-system 2.12; hw-persistent or none")]
    public string Mode { get; set; } = IommuModes.HwPersistent;

    [Parameter(
        "sets",
        "A40: geometry of a first-generation IOTLB, 64 entries; a power of two",
        Min = 1,
        Max = 4096)]
    public int IotlbSets { get; set; } = 16;

    [Parameter("ways", "A40", Min = 1, Max = 64)]
    public int IotlbWays { get; set; } = 4;

    [Parameter("entries", "A40: direct mapped by source id; a power of two", Min = 1, Max = 65536)]
    public int ContextCacheEntries { get; set; } = 64;

    [Parameter(
        "ns",
        "A41: one uncached memory read of the chipset per table level, root and context entries included")]
    public long WalkLevelNs { get; set; } = 100;

    [Parameter("levels", "VT-d 3.7: 3 = 39-bit, 4 = 48-bit I/O virtual addresses", Min = 3, Max = 4)]
    public int TableLevels { get; set; } = 3;

    [Parameter(
        "bits",
        "A42: physical address width of the host; higher address bits of an entry are reserved",
        Min = 32,
        Max = 52)]
    public int HostAddressBits { get; set; } = 36;

    [Parameter(
        "bytes",
        "A43: bus addresses that select one requester; a power of two",
        Min = 1 << 20,
        Max = 1 << 30)]
    public long RegionBytes { get; set; } = 1 << 24;

    [Parameter(
        "bytes",
        "ixp2400-chip 9.5: host bus addresses reached through upstream windows 0 and 1",
        Min = 1 << 24,
        Max = 1L << 40)]
    public long ApertureBytes { get; set; } = 1L << 31;

    [Parameter("", "A44: receive areas in whole, physically contiguous 2 MB pages")]
    public bool LargePages { get; set; }

    /// <summary>The mode; an unknown text is a <see cref="ParameterException"/>.</summary>
    public IommuMode ParsedMode => IommuModes.Parse(Mode);

    /// <summary>
    /// Throws a <see cref="ParameterException"/> that names the first value hardware could not be built with.
    /// </summary>
    public void Check()
    {
        _ = ParsedMode;
        PowerOfTwo("iommu.iotlbSets", IotlbSets);
        PowerOfTwo("iommu.contextCacheEntries", ContextCacheEntries);
        PowerOfTwo("iommu.regionBytes", RegionBytes);
        if (ApertureBytes % RegionBytes != 0)
        {
            throw new ParameterException(
                $"parameter 'iommu.apertureBytes': '{ApertureBytes}' is not a multiple of iommu.regionBytes"
                + $" ({RegionBytes})");
        }
    }

    private static void PowerOfTwo(string name, long value)
    {
        if ((value & (value - 1)) != 0)
        {
            throw new ParameterException($"parameter '{name}': '{value}' is not a power of two");
        }
    }
}
