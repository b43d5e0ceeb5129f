using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Interconnect;

/// <summary>Which unit a command goes to: by target name, SRAM by address bits 31:30.</summary>
public sealed class CommandRouter(
    ICommandTarget[] sramChannels,
    ICommandTarget scratch,
    ICommandTarget dram,
    ICommandTarget hash,
    ICommandTarget msf,
    ICommandTarget cap,
    ICommandTarget pci)
{
    /// <summary>The unit, or null for an SRAM channel the chip does not have.</summary>
    public ICommandTarget? Route(in MeCommand command)
    {
        MicroOp op = command.Op;
        if (op is >= MicroOp.SramRead and <= MicroOp.SramRdQdescHead)
        {
            uint channel = command.Address >> 30;
            return channel < sramChannels.Length ? sramChannels[channel] : null;
        }

        return op switch
        {
            >= MicroOp.ScratchRead and <= MicroOp.ScratchPut => scratch,
            >= MicroOp.DramRead and <= MicroOp.DramTbufWr => dram,
            >= MicroOp.CapReadCsr and <= MicroOp.CapWrite => cap,
            >= MicroOp.PciRead and <= MicroOp.PciWrite => pci,
            >= MicroOp.Hash48 and <= MicroOp.Hash128 => hash,
            >= MicroOp.MsfRead and <= MicroOp.MsfFastWr => msf,
            _ => throw new ArgumentOutOfRangeException(nameof(command), $"{op} is not a command"),
        };
    }
}
