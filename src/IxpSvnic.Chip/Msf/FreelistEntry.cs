namespace IxpSvnic.Chip.Msf;

/// <summary>
/// A context that waits for receive data, as written to RX_THREAD_FREELIST: signal 15:12, microengine 9:7, context 6:4,
/// context-relative S transfer register 3:0.
/// </summary>
public readonly record struct FreelistEntry(ushort Word)
{
    public const uint ReservedBits = 0x0c00;

    public int Signal => Word >> 12;

    /// <summary>Index 0-7.</summary>
    public byte Me => (byte)((Word >> 7) & 7);

    public byte Context => (byte)((Word >> 4) & 7);

    /// <summary>Absolute register: a context's window starts at 16 times its number, in 4-context mode too.</summary>
    public byte AbsoluteRegister => (byte)((Context * 16) + (Word & 0xf));

    public ushort SignalMask => Signal == 0 ? (ushort)0 : (ushort)(1 << Signal);
}
