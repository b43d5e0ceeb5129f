using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Debug.Targets;

/// <summary>A register of the core and how a debugger reaches it.</summary>
/// <param name="Shown">As the debugger sees it.</param>
/// <param name="Read">Its value now.</param>
/// <param name="Write">Sets it; null: it is not written.</param>
internal sealed record XscaleRegister(
    TargetRegister Shown, Func<XscaleCore, XscaleMemory, uint> Read, Action<XscaleCore, XscaleMemory, uint>? Write);
