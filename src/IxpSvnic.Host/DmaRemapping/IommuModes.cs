using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>The names of the modes as users write them.</summary>
public static class IommuModes
{
    public const string HwPersistent = "hw-persistent";
    public const string None = "none";

    public static IommuMode Parse(string text) => text switch
    {
        HwPersistent => IommuMode.HwPersistent,
        None => IommuMode.None,
        _ => throw new ParameterException(
            $"parameter 'iommu.mode': '{text}' is not one of {HwPersistent}, {None}"),
    };
}
