namespace IxpSvnic.Host.DmaRemapping;

/// <summary>One domain as the hypervisor knows it: its number and its top second-level table.</summary>
public readonly record struct AddressSpace(ushort Domain, long Table, int Levels);
