namespace IxpSvnic.Chip.Microengines;

/// <summary>A mistake of the microcode that stops a run.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Me">Engine index 0-7.</param>
/// <param name="Context">Context that ran.</param>
/// <param name="Address">Control store address of the instruction.</param>
/// <param name="Word">The instruction word, 40 bits; for an unmapped access the command's address.</param>
/// <param name="Time">Tick of the instruction.</param>
/// <param name="Trail">
/// The last transfers of control before it, oldest first; between them execution was sequential.
/// </param>
public sealed record MicroengineFault(
    MicroengineFaultKind Kind,
    int Me,
    int Context,
    int Address,
    ulong Word,
    long Time,
    IReadOnlyList<ControlTransfer> Trail)
{
    /// <summary>Up to so many addresses executed last in the engine, oldest first, the faulting one included.</summary>
    public IReadOnlyList<int> LastExecuted(int count = 16)
    {
        List<int> addresses = [];
        int address = Address;
        for (int i = Trail.Count - 1; i >= -1 && address >= 0 && addresses.Count < count; i--)
        {
            int start = i >= 0 ? Trail[i].To : Math.Max(0, address - count);
            for (; address >= start && addresses.Count < count; address--)
            {
                addresses.Add(address);
            }

            address = i >= 0 ? Trail[i].From : -1;
        }

        addresses.Reverse();
        return addresses;
    }

    public override string ToString() =>
        $"{Kind}: me{Me} context {Context} address {Address} word {Word:x10} at tick {Time}; " +
        $"executed last: {string.Join(' ', LastExecuted())}";
}
