using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Memory;

/// <summary>A firmware access to nowhere: unit, command, address as issued, who, when.</summary>
public readonly record struct AccessFault(string Unit, MicroOp Op, uint Address, int Me, int Context, long Time)
{
    public override string ToString() =>
        $"{Unit}: {Op} at 0x{Address:x8} by microengine {Me} context {Context} at tick {Time} reaches nothing";
}
