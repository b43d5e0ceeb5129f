using IxpSvnic.Arm.Elf;
using IxpSvnic.Chip.Microengines;

namespace IxpSvnic.Machine.Firmware;

/// <summary>
/// What happens before the XScale's first instruction: the boot loader has put the control plane into DRAM, the bundle lies in flash.
/// From there on only executed instructions set up the chip. Trace points are watched, which changes nothing.
/// </summary>
internal static class ControlPlaneLoader
{
    public static void Load(SvNicMachine machine, MachineConfig config, string imagePath)
    {
        FirmwareBundle bundle = FirmwareBundle.Build(
            machine.Firmware,
            config.Firmware,
            ControlPlaneFiles.LayoutNames(),
            SvNicMachine.PortCount,
            machine.Chip.Engines[0].CycleTicks);
        machine.Slowport.Flash.Load(bundle.ToArray(), FirmwareBundle.FlashOffset);
        machine.Chip.Peripherals.Uart.Output = machine.Console.Add;
        foreach (Microengine engine in machine.Chip.Engines)
        {
            if (machine.Firmware[engine.Index] is { } image)
            {
                engine.Debug.Observe(image.TracePoints);
            }
        }

        ProgramImage program = ElfReader.Read(imagePath, File.ReadAllBytes(imagePath));
        program.Load(new DramBus(machine.Chip.Dram));
        machine.Chip.Xscale.Start(program.Entry, program.IsBigEndian);
    }
}
