using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Memory;

/// <summary>
/// A firmware access to nowhere: unit, command, address as issued, who, by which instruction and when it was issued, when the
/// unit found it.
/// </summary>
public readonly record struct AccessFault(
    string Unit, MicroOp Op, uint Address, int Me, int Context, int Pc, long Issued, long Time)
{
    public static AccessFault Of(string unit, in MeCommand command, uint address, long now) =>
        new(unit, command.Op, address, command.Me, command.Context, command.Pc, command.Time, now);

    public override string ToString() =>
        $"{Unit}: {Op} at 0x{Address:x8} by microengine {Me} context {Context} at tick {Time} reaches nothing";
}
