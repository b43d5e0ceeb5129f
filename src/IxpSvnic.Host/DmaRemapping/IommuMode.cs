namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// What stands between the device and the host's memory. Text in <c>iommu.mode</c>: see <see cref="IommuModes"/>.
/// </summary>
public enum IommuMode
{
    /// <summary>Ring pages are mapped once, when the VIF is made.</summary>
    HwPersistent,

    /// <summary>The device is given machine addresses and trusted.</summary>
    None,
}
