namespace IxpSvnic.Host.Virtualization;

/// <summary>Pages of a guest that the device may reach, and by which bus address, source id and domain.</summary>
public sealed record ReceiveArea(long[] MachinePages, uint BusAddress, ushort SourceId, ushort Domain);
