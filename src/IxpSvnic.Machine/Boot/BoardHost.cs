using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Chip.XScale;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Boot;

/// <summary>The board as a bare-metal program's surroundings: DRAM, registers and peripherals of the chip, nobody else on it.</summary>
public sealed class BoardHost : IXscaleHost
{
    private const uint MiscControl = 0xc000_4a04;
    private const uint FlashAliasDisable = 1 << 8;

    // An instruction that takes longer waits for something; the caller asks again.
    private const long StepTicks = 100 * Ticks.PerMicrosecond;

    private readonly SvNicMachine _machine;
    private readonly long _cycleTicks;

    public BoardHost(MachineConfig config, string? firmwareFolder = null)
    {
        FirmwareSet firmware = FirmwareSet.WithoutPrograms(firmwareFolder);
        config.UseFirmware(firmware.Layout);
        _machine = new SvNicMachine(config, firmware, [], 1, (_, _) => new SinkApplication(), loader: LoaderKind.None);
        _machine.Chip.Debug.Write(MiscControl, FlashAliasDisable);
        _cycleTicks = config.Chip.Timing.MeCycleTicks;
        RamBytes = (uint)_machine.Chip.Dram.Bytes;
        Regions = [new MemoryRegion(0, RamBytes, true), new MemoryRegion(0x8000_0000, 0x8000_0000, false)];
        Processor.Halted = _machine.Kernel.RequestStop;
        Processor.Start(0, isBigEndian: false);
    }

    public SvNicMachine Machine => _machine;

    /// <inheritdoc/>
    public XscaleCore Core => Processor.Core;

    /// <inheritdoc/>
    public CoreMemory Memory => Processor.Memory;

    /// <inheritdoc/>
    public ISystemCoprocessors Coprocessors => Processor.Coprocessors;

    /// <inheritdoc/>
    public IArmBus Bus => Processor.Gasket;

    /// <inheritdoc/>
    public uint RamBytes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MemoryRegion> Regions { get; }

    /// <inheritdoc/>
    public bool CanInterrupt => true;

    private XscaleProcessor Processor => _machine.Chip.Xscale;

    /// <inheritdoc/>
    public RunExit Run(long limitCycle)
    {
        Processor.Resume();
        _machine.Kernel.ClearStop();
        _machine.Kernel.RunTo(Math.Max(_machine.Kernel.WorldTime + 1, limitCycle * _cycleTicks));
        return Processor.IsHalted ? Processor.HaltReason : RunExit.Limit;
    }

    /// <inheritdoc/>
    public RunExit Step()
    {
        Processor.Resume(isSingle: true);
        _machine.Kernel.ClearStop();
        _machine.Kernel.RunTo(_machine.Kernel.WorldTime + StepTicks);
        return Processor.IsHalted ? Processor.HaltReason : RunExit.Wait;
    }

    public void Dispose() => _machine.Dispose();
}
