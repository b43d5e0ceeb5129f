using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Elf;

namespace IxpSvnic.Machine.Boot;

/// <summary>
/// Does what the board's boot loader has done when it starts an operating system: memory is up, flash is gone from address 0, image
/// and parameter list are in place, r0 is 0, r1 the machine's number, r2 the list's address; Supervisor mode, interrupts masked,
/// MMU and caches off.
/// </summary>
internal static class BoardBootLoader
{
    private const uint ListAddress = 0x100;
    private const uint MiscControl = 0xc000_4a04;
    private const uint FlashAliasDisable = 1 << 8;
    private const uint Megabyte = 1 << 20;

    public static void Start(SvNicMachine machine, ProgramImage image, BootOptions options)
    {
        PutInPlace(machine, image);
        AtagList list = BuildList(machine, image, options);
        IArmBus bus = machine.Chip.Xscale.Gasket;
        for (int i = 0; i < list.Words.Count; i++)
        {
            bus.Poke(ListAddress + (4 * (uint)i), list.Words[i]);
        }

        machine.Chip.Xscale.Core[0] = 0;
        machine.Chip.Xscale.Core[1] = options.MachineId;
        machine.Chip.Xscale.Core[2] = ListAddress;
    }

    /// <summary>Loads a program and releases the core at its entry.</summary>
    public static void PutInPlace(SvNicMachine machine, ProgramImage image)
    {
        machine.Chip.Debug.Write(MiscControl, machine.Chip.Debug.Read(MiscControl) | FlashAliasDisable);
        image.Load(machine.Chip.Xscale.Gasket);
        machine.Chip.Xscale.Start(image.Entry & ~1u, image.IsBigEndian);
    }

    private static AtagList BuildList(SvNicMachine machine, ProgramImage image, BootOptions options)
    {
        AtagList list = new();
        uint bytes = (uint)machine.Chip.Dram.Bytes;
        IReadOnlyList<(uint Start, uint Bytes)> memory =
            options.Atags.Memory.Count > 0 ? options.Atags.Memory : [(0u, bytes)];
        foreach ((uint start, uint length) in memory)
        {
            if ((ulong)start + length > bytes)
            {
                throw new FormatException(
                    $"--atags: memory of 0x{length:x} bytes at 0x{start:x8} is more than the board's 0x{bytes:x}");
            }

            list.AddMemory(start, length);
        }

        if (options.Atags.RamDisk is { } file)
        {
            byte[] disk = File.ReadAllBytes(file);
            uint end = memory[0].Start + memory[0].Bytes;
            uint address = options.Atags.RamDiskAddress ?? ((end - (uint)disk.Length) & ~(Megabyte - 1));
            ProgramImage.FromRaw(file, disk, address, address, image.IsBigEndian).Load(machine.Chip.Xscale.Gasket);
            list.AddRamDisk(address, (uint)disk.Length);
        }

        if (options.Atags.CommandLine is { } text)
        {
            list.AddCommandLine(text, image.IsBigEndian);
        }

        list.End();
        return list;
    }
}
