namespace IxpSvnic.Chip.Interconnect;

/// <summary>Receives what a microengine answers to CsrRead and TransferRead deliveries (the CAP).</summary>
public interface IReplyReceiver
{
    /// <summary>The answer to the request held in a pool slot, at the world's time of arrival.</summary>
    void OnReply(int slot, ReadOnlySpan<uint> data);
}
