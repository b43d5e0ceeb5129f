using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Host.Memory;

/// <summary>The host's memory, parameter group <c>host</c>.</summary>
public sealed class HostParameters
{
    [Parameter("bytes", "A45: memory of the host", Min = 1 << 24, Max = 1L << 31)]
    public long MemoryBytes { get; set; } = 1L << 30;
}
