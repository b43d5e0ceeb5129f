namespace IxpSvnic.Pci.Transactions;

/// <summary>How a transaction ended.</summary>
public enum PciOutcome : byte
{
    /// <summary>
    /// Data moved; fewer bytes than wanted is a disconnect, and the initiator comes back for the rest.
    /// </summary>
    Completed,

    /// <summary>The target asks to repeat it; nothing moved.</summary>
    Retry,

    /// <summary>Nobody answered.</summary>
    MasterAbort,

    /// <summary>The target refuses for good.</summary>
    TargetAbort,
}
