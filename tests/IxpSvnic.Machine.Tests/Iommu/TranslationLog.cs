using IxpSvnic.Host.DmaRemapping;

namespace IxpSvnic.Machine.Tests.Iommu;

/// <summary>Keeps every translation of a run.</summary>
internal sealed class TranslationLog : ITranslationObserver
{
    public List<(ulong Address, ushort Source, bool Write, ulong Machine, FaultReason Reason)> All { get; } = [];

    public void OnTranslation(ulong busAddress, ushort sourceId, bool write, ulong machine, FaultReason reason) =>
        All.Add((busAddress, sourceId, write, machine, reason));
}
