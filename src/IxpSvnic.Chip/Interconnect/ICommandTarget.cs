namespace IxpSvnic.Chip.Interconnect;

/// <summary>A unit that takes commands from the command buses: SRAM channel, scratch, DRAM, hash, MSF, CAP, PCI.</summary>
public interface ICommandTarget
{
    /// <summary>
    /// Tick from which the inlet takes another command of this bus; at or before <paramref name="now"/> = it has room. While
    /// it has none the bus holds this target's commands and the issuing engines' FIFOs block behind them.
    /// </summary>
    long InletFreeAt(int cluster, long now);

    /// <summary>
    /// Takes the command in a pool slot; it reaches the inlet at <paramref name="arrival"/>. Called in grant order, so
    /// effects may be applied at once; the unit owns the slot and releases it when done.
    /// </summary>
    void Accept(int slot, long arrival);
}
