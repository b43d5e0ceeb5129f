using IxpSvnic.Board.Pm3386;
using IxpSvnic.Board.Slowport;
using IxpSvnic.Chip;
using IxpSvnic.Chip.XScale.Peripherals;

namespace IxpSvnic.Board.BootLoader;

/// <summary>
/// What the board's own boot loader has done by the time it starts a program, for runs in which none runs: the flash is taken away
/// from address 0, the console speaks 57600 baud, the MACs know their addresses and all ports are open (assumption A92).
/// </summary>
public static class BootLoaderState
{
    /// <summary>Address of port 0; the others count on from it.</summary>
    public const ulong FirstMacAddress = 0x02_00_00_26_11_00;

    private const int MiscControl = 0xa04;
    private const uint FlashAliasDisable = 1 << 8;
    private const uint Uart = 0xc003_0000;
    private const uint ConsoleDivisor = 54;
    private const uint AllPorts = 0x77;
    private const int MacEnable = 0x303;
    private const ushort ReceiveAndTransmit = 0x5000;
    private const int MacAddress = 0x308;
    private const int PortSpacing = 0x100;

    /// <summary>Sets registers of the chip and of what is on its slowport; a program that opens the ports itself finds them shut.</summary>
    public static void Apply(Ixp2400 chip, Caleb caleb, ReadOnlySpan<Pm3386Mac> macs, bool opensPorts = true)
    {
        chip.Cap.WriteRegister(MiscControl, chip.Cap.ReadRegister(MiscControl) | FlashAliasDisable);
        OpenConsole(chip.Peripherals);
        if (opensPorts)
        {
            caleb.Registers.Write(4 * Caleb.PortEnable, AllPorts);
        }

        ulong address = FirstMacAddress;
        foreach (Pm3386Mac mac in macs)
        {
            for (int port = 0; port < mac.Ports.Length; port++)
            {
                SetAddress(mac.Registers, PortSpacing * port, address++);
                if (opensPorts)
                {
                    mac.Registers.Write(MacEnable + (PortSpacing * port), ReceiveAndTransmit);
                }
            }
        }
    }

    private static void SetAddress(Pm3386Registers registers, int spacing, ulong address)
    {
        for (int word = 0; word < 3; word++)
        {
            uint pair = (uint)(address >> (32 - (16 * word))) & 0xffff;
            registers.Write(MacAddress + spacing + word, (ushort)((pair >> 8) | (pair << 8)));
        }
    }

    private static void OpenConsole(XscalePeripherals peripherals)
    {
        foreach ((uint register, uint value) in (ReadOnlySpan<(uint, uint)>)[
            (0x04, 0x40), (0x08, 0x01), (0x0c, 0x83), (0x00, ConsoleDivisor), (0x04, 0), (0x0c, 0x03)])
        {
            peripherals.Uart.Write(new PeripheralAccess(register, 4, IsBigEndian: false), value);
        }
    }
}
