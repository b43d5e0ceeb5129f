namespace IxpSvnic.Pci.HostSeam;

/// <summary>Outcome of a device's access to host memory.</summary>
/// <param name="Ok">False: stopped by the IOMMU, recorded there; a write is discarded, a read returns all ones.</param>
/// <param name="DelayTicks">Time the translation added (IOTLB miss: page walk).</param>
public readonly record struct UpstreamResult(bool Ok, long DelayTicks);
