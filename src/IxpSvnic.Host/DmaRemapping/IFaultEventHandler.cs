namespace IxpSvnic.Host.DmaRemapping;

/// <summary>Receives the IOMMU's fault event, in the place of the interrupt message that hardware would send.</summary>
public interface IFaultEventHandler
{
    /// <summary>Faults are pending in the fault recording registers.</summary>
    void OnFaultEvent();
}
