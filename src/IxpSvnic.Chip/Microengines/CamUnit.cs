namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// The 16-entry CAM with its use order, reference section 1.6. Several entries with one tag: the lowest counts (guess).
/// </summary>
internal static class CamUnit
{
    private const uint Hit = 0x80;

    public static void Clear(MicroengineState state)
    {
        Array.Clear(state.CamTag);
        Array.Clear(state.CamState);
        for (byte i = 0; i < 16; i++)
        {
            state.CamOrder[i] = i;
        }
    }

    /// <summary>State in 11:8, hit in 7, entry (on a miss the least recently used) in 6:3.</summary>
    public static uint Lookup(MicroengineState state, uint tag)
    {
        int entry = state.CamTag.AsSpan().IndexOf(tag);
        if (entry < 0)
        {
            return (uint)state.CamOrder[0] << 3;
        }

        Touch(state, entry);
        return ((uint)state.CamState[entry] << 8) | Hit | ((uint)entry << 3);
    }

    public static void Write(MicroengineState state, int entry, uint tag, int value)
    {
        entry &= 15;
        state.CamTag[entry] = tag;
        state.CamState[entry] = (byte)(value & 15);
        Touch(state, entry);
    }

    /// <summary>Makes an entry the most recently used.</summary>
    private static void Touch(MicroengineState state, int entry)
    {
        Span<byte> order = state.CamOrder;
        int place = order.IndexOf((byte)entry);
        order[(place + 1)..].CopyTo(order[place..]);
        order[15] = (byte)entry;
    }
}
