namespace IxpSvnic.Board.Slowport;

/// <summary>
/// What the flash answers to a CFI query (JEDEC JESD68.01): Intel extended command set, 128 blocks of 128 KB on 8 data bits, locks of
/// the older kind, neither a write buffer nor suspension.
/// </summary>
internal static class CfiTable
{
    private const int First = 0x10;

    private static readonly byte[] _entries =
    [
        (byte)'Q', (byte)'R', (byte)'Y',
        0x01, 0x00, 0x31, 0x00, // primary command set, where its table is
        0x00, 0x00, 0x00, 0x00, // no alternate one
        0x27, 0x36, 0x00, 0x00, // 2.7 to 3.6 V, no programming voltage
        0x08, 0x00, 0x0a, 0x00, // typically 2^8 us a byte, 2^10 ms a block
        0x04, 0x00, 0x04, 0x00, // at most 2^4 times that
        0x18, 0x00, 0x00, 0x00, 0x00, // 2^24 bytes, 8 bits wide, no write buffer
        0x01, 0x7f, 0x00, 0x00, 0x02, // one region: 0x7f + 1 blocks of 0x200 * 256 bytes
        (byte)'P', (byte)'R', (byte)'I', (byte)'1', (byte)'1',
        0x08, 0x00, 0x00, 0x00, // locks of the older kind
        0x00, 0x01, 0x00, 0x33, 0x00, // no suspension; block status has bit 0; 3.3 V
        0x00, // no protection fields
    ];

    public static byte At(uint entry) => entry - First < (uint)_entries.Length ? _entries[entry - First] : (byte)0;
}
