namespace IxpSvnic.Chip.Microengines;

/// <summary>What an engine tells the chip besides commands.</summary>
internal enum NoticeKind : byte
{
    /// <summary>The answer to a CsrRead or TransferRead.</summary>
    Reply,

    /// <summary>ctx_arb[bpt].</summary>
    Breakpoint,

    Fault,

    /// <summary>The bits of CTX_ENABLES that asked for attention have been cleared.</summary>
    Attended,

    /// <summary>An exported label was reached.</summary>
    TracePoint,
}
