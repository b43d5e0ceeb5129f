using IxpSvnic.Machine.Firmware;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>A whole machine in which only chosen engines have a program.</summary>
internal sealed class ChipBench : IDisposable
{
    private readonly Scenario _scenario = Traffic.Even(1, 60, 0);
    private readonly RawMachine _raw;

    public ChipBench(string program, IEnumerable<int> engines, Action<MachineConfig>? configure = null)
    {
        string nothing = _scenario.Write("nothing.uc", Programs.Nothing);
        string chosen = _scenario.Write("chosen.uc", program);
        HashSet<int> which = [.. engines];
        FirmwareSet firmware = FirmwareSet.Load(
            Repository.Firmware,
            Enumerable.Range(0, 8).ToDictionary(e => e, e => which.Contains(e) ? chosen : nothing));
        _raw = new RawMachine(_scenario.Capture, 1, firmware: firmware, configure: configure);
    }

    public SvNicMachine Machine => _raw.Machine;

    public void RunTo(long tick) => Machine.Kernel.RunTo(tick);

    public long Commands() => Machine.Chip.Engines.Sum(e => e.Counters.Commands);

    public void Dispose()
    {
        _raw.Dispose();
        _scenario.Dispose();
    }
}
