using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Chip.Memory;

/// <summary>
/// Which signal bits go with which data phase: a command that pulls and pushes raises the even signal with the pull and
/// the odd one with the push; DRAM raises both together (IXP2800 HRM p197, p231).
/// </summary>
internal static class CommandSignals
{
    public static ushort Pull(in MeCommand command) =>
        command.Signal == 0 ? (ushort)0 : (ushort)(1 << command.Signal);

    public static ushort Push(in MeCommand command) =>
        command.Signal == 0 ? (ushort)0 : (ushort)(1 << (command.Signal | 1));

    public static ushort Pair(in MeCommand command) =>
        command.Signal == 0 ? (ushort)0 : (ushort)(3 << (command.Signal & 0xe));
}
