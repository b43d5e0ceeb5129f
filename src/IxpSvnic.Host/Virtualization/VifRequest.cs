namespace IxpSvnic.Host.Virtualization;

/// <summary>A VIF to be made for a guest.</summary>
/// <param name="Vif">Number on the device.</param>
/// <param name="Mac">48 bits, first byte on the wire highest.</param>
public sealed record VifRequest(int Vif, ulong Mac)
{
    public int ReceiveSlots { get; init; } = 64;

    public int ReceiveSlotBytes { get; init; } = 2048;

    public int SendSlots { get; init; } = 64;

    public int SendSlotBytes { get; init; } = 2048;

    /// <summary>Wire it belongs to.</summary>
    public int Port { get; init; }

    /// <summary>Frames a turn of the scheduler.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Cap in kbit/s, 0 = none.</summary>
    public uint RateKbps { get; init; }

    public uint BurstBytes { get; init; }

    public int Priority { get; init; }

    /// <summary>Takes unknown unicast of its port.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>The guest exists from the start, its VIF is created later.</summary>
    public bool StartsDown { get; init; }

    /// <summary>Throws when no such queue can be made: ring indices run free, so slots are a power of two.</summary>
    public void Check()
    {
        Slots(nameof(ReceiveSlots), ReceiveSlots, ReceiveSlotBytes);
        Slots(nameof(SendSlots), SendSlots, SendSlotBytes);
    }

    private void Slots(string name, int slots, int bytes)
    {
        if (slots < 1 || (slots & (slots - 1)) != 0)
        {
            throw new ArgumentException($"VIF {Vif}: {name} is {slots}, which is not a power of two");
        }

        if (bytes < 128 || bytes % 64 != 0 || bytes > 65536)
        {
            throw new ArgumentException(
                $"VIF {Vif}: {name[..^1]}Bytes is {bytes}; whole 64-byte lines from 128 to 65536 are possible");
        }
    }
}
