using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Vm;

namespace IxpSvnic.Host.Virtualization;

/// <summary>A guest with one VIF: what was asked for, its queues' places, its memory and its driver.</summary>
public sealed record VifGuest(VifRequest Request, VifLayout Layout, GuestMemory ReceiveMemory, VifDriver Driver);
