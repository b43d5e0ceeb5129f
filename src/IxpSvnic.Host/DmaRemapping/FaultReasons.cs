namespace IxpSvnic.Host.DmaRemapping;

/// <summary>Properties of fault reasons.</summary>
public static class FaultReasons
{
    /// <summary>
    /// Qualified faults are not recorded when the context entry disables fault processing (FPD); the others always are.
    /// </summary>
    public static bool IsQualified(FaultReason reason) => reason is FaultReason.ContextEntryInvalid
        or FaultReason.AddressBeyondWidth or FaultReason.WriteNotPermitted or FaultReason.ReadNotPermitted
        or FaultReason.NextTableInvalid or FaultReason.PagingEntryReserved;
}
