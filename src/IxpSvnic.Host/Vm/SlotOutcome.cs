namespace IxpSvnic.Host.Vm;

/// <summary>What a look at the head of the receive ring found.</summary>
internal enum SlotOutcome : byte
{
    Empty,
    Frame,
    Rejected,
}
