using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// How the hypervisor lets the device reach a guest's memory: one implementation per <c>iommu.mode</c>.
/// </summary>
public interface IDmaMapping : IStateful
{
    /// <summary>Finds pages for a VIF's receive area and grants them to the device.</summary>
    ReceiveArea Map(int vif, int pages);

    /// <summary>Takes the whole area away from the device, before anyone uses it for something else.</summary>
    void Revoke(int vif);

    /// <summary>Gives a revoked area back.</summary>
    void Grant(int vif);

    /// <summary>Takes one page of the area away from the device. False when it cannot or did not reach it.</summary>
    bool Unmap(int vif, int page);
}
