using IxpSvnic.Chip.Memory;

namespace IxpSvnic.Chip.Tests.Memory;

internal sealed class FaultLog : IAccessFaultSink
{
    public List<AccessFault> All { get; } = [];

    public void OnFault(in AccessFault fault) => All.Add(fault);
}
