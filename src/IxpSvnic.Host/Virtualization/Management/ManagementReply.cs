namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>What became of a call.</summary>
public sealed record ManagementReply(
    ManagementCommand Command, int Vif, ManagementStatus Status, IReadOnlyList<uint> Answer, long SentAt, long AnsweredAt)
{
    public bool IsOk => Status == ManagementStatus.Ok;
}
