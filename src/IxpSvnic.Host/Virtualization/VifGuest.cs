using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Vm;

namespace IxpSvnic.Host.Virtualization;

/// <summary>A guest with one VIF: its queues' places, its memory and its driver.</summary>
public sealed record VifGuest(VifLayout Layout, GuestMemory ReceiveMemory, VifDriver Driver);
