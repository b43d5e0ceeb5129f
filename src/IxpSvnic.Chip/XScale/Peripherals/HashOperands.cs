using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// The core's way to the hash unit: one set of operand registers a width, D600_0300 (IXP2800 HRM p238; addresses A88). Writing the
/// last word of a set starts the hash, reading the set gives the result once it is valid, HASH_DONE tells so without waiting.
/// </summary>
public sealed class HashOperands : RegisterBlock, IDelayedPeripheral
{
    private const int DoneOffset = 0x20;
    private const int Widths = 3;

    private static readonly (HashWidth Width, int Offset, string Name)[] Sets =
    [
        (HashWidth.Bits48, 0x00, "48"), (HashWidth.Bits64, 0x08, "64"), (HashWidth.Bits128, 0x10, "128"),
    ];

    private readonly EventQueue _events;
    private readonly HashEngine _hash;
    private readonly long[] _readyAt = new long[Widths];

    internal HashOperands(EventQueue events, HashEngine hash)
        : base("xscaleHash", 0x24)
    {
        _events = events;
        _hash = hash;
        foreach ((HashWidth width, int offset, string name) in Sets)
        {
            for (int word = 0; word < HashArithmetic.Words(width); word++)
            {
                Registers.Add(offset + (4 * word), $"HASH_OP_{name}_{word}", "31:0 VALUE rw");
            }
        }

        Registers.Add(DoneOffset, "HASH_DONE", "31:1 -; 0 DONE ro");
    }

    /// <inheritdoc/>
    public long ReadableAt(uint offset) => offset >= DoneOffset ? 0 : _readyAt[SetAt((int)offset)];

    /// <inheritdoc/>
    public override void OnRead(Register register)
    {
        if (register.Offset == DoneOffset)
        {
            long last = Math.Max(_readyAt[0], Math.Max(_readyAt[1], _readyAt[2]));
            register.Value = last > 0 && last <= _events.Now ? 1u : 0;
        }
    }

    /// <inheritdoc/>
    public override void OnWrite(Register register, uint written, uint before)
    {
        if (register.Offset == DoneOffset)
        {
            return;
        }

        int set = SetAt(register.Offset);
        (HashWidth width, int offset, _) = Sets[set];
        int words = HashArithmetic.Words(width);
        _readyAt[set] = 0;
        if (register.Offset != offset + (4 * (words - 1)))
        {
            return;
        }

        Span<uint> data = stackalloc uint[4];
        data = data[..words];
        for (int i = 0; i < words; i++)
        {
            data[i] = Registers.At(offset + (4 * i))!.Value;
        }

        _readyAt[set] = _hash.HashFor(width, HashArithmetic.FromWords(data), _events.Now, out UInt128 result);
        HashArithmetic.ToWords(result, data);
        for (int i = 0; i < words; i++)
        {
            Registers.At(offset + (4 * i))!.Value = data[i];
        }
    }

    /// <inheritdoc/>
    public override void Sync(StateVisitor visitor)
    {
        base.Sync(visitor);
        visitor.Block(_readyAt);
    }

    private static int SetAt(int offset) => Math.Min(offset >> 3, 2);
}
