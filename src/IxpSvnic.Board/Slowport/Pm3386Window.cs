using IxpSvnic.Board.Pm3386;

namespace IxpSvnic.Board.Slowport;

/// <summary>A PM3386 behind the slowport: 16 data bits, register n at byte offset 2n (Linux pm3386.c).</summary>
public sealed class Pm3386Window(Pm3386Registers registers) : NarrowDevice(width: 2)
{
    /// <inheritdoc/>
    protected override uint ReadUnit(uint address) => registers.Read((int)(address >> 1));

    /// <inheritdoc/>
    protected override void WriteUnit(uint address, uint value) => registers.Write((int)(address >> 1), (ushort)value);
}
