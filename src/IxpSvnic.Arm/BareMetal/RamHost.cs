using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.BareMetal;

/// <summary>A core with RAM and nothing else.</summary>
public sealed class RamHost : IXscaleHost
{
    private readonly RamBus _bus;
    private readonly XscaleMemory _memory;

    public RamHost(uint ramBytes, XscaleParameters parameters, RamTiming timing)
    {
        _bus = new RamBus(ramBytes, timing);
        _memory = new XscaleMemory(_bus, parameters.Caches);
        SystemCoprocessors coprocessors = new(_memory, parameters);
        coprocessors.Reset();
        Coprocessors = coprocessors;
        Core = new XscaleCore(_memory, coprocessors, parameters.Pipeline);
        coprocessors.Counters = Core;
        RamBytes = _bus.Bytes;
        Regions = [new MemoryRegion(0, RamBytes, IsCached: true)];
    }

    public XscaleCore Core { get; }

    public CoreMemory Memory => _memory;

    public ISystemCoprocessors Coprocessors { get; }

    public IArmBus Bus => _bus;

    public uint RamBytes { get; }

    public IReadOnlyList<MemoryRegion> Regions { get; }

    /// <summary>The performance counters have nobody to interrupt here.</summary>
    public bool CanInterrupt => false;

    public RunExit Run(long limitCycle) => Core.Run(limitCycle);

    public RunExit Step() => Core.Step();

    public void Dispose()
    {
        Core.Dispose();
        _memory.Dispose();
        _bus.Dispose();
    }
}
