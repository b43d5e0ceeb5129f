namespace IxpSvnic.Host.DmaRemapping;

/// <summary>Is shown every translation, for checks against an independent walk.</summary>
public interface ITranslationObserver
{
    /// <summary>An access was translated, or stopped for a reason (then <paramref name="machine"/> is 0).</summary>
    void OnTranslation(ulong busAddress, ushort sourceId, bool write, ulong machine, FaultReason reason);
}
