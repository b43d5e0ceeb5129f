using IxpSvnic.Host.DmaRemapping;

namespace IxpSvnic.Host.Virtualization;

/// <summary>A fault as the hypervisor read it from a recording register.</summary>
public readonly record struct RecordedFault(long Time, ushort SourceId, ulong Page, FaultReason Reason, bool Read);
