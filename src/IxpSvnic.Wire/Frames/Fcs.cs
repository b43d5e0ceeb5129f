using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace IxpSvnic.Wire.Frames;

/// <summary>
/// The Ethernet frame check sequence: CRC-32 of IEEE 802.3, 3.2.9, reflected, initialised and finished with ones; on
/// the wire least significant byte first. Sixteen bytes a step by table slicing.
/// </summary>
public static class Fcs
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private const int Slices = 16;

    private static readonly uint[] s_table = BuildTable();

    /// <summary>The FCS of a whole frame (without its FCS).</summary>
    public static uint Compute(ReadOnlySpan<byte> frame) => Append(0, frame);

    /// <summary>The FCS of bytes that follow others whose FCS is <paramref name="fcs"/> (0 for none).</summary>
    public static uint Append(uint fcs, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~fcs;
        ref uint table = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(s_table);
        while (bytes.Length >= Slices)
        {
            uint a = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint b = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            uint c = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            uint d = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
            crc = Word(ref table, 15, a) ^ Word(ref table, 11, b) ^ Word(ref table, 7, c) ^ Word(ref table, 3, d);
            bytes = bytes[Slices..];
        }

        foreach (byte value in bytes)
        {
            crc = Unsafe.Add(ref table, (byte)(crc ^ value)) ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>Writes the FCS of <paramref name="frame"/>'s bytes before the last four into those four.</summary>
    public static void Seal(Span<byte> frame) =>
        BinaryPrimitives.WriteUInt32LittleEndian(frame[^4..], Compute(frame[..^4]));

    /// <summary>Whether the last four bytes are the FCS of those before them.</summary>
    public static bool IsValid(ReadOnlySpan<byte> frameWithFcs) => frameWithFcs.Length >= 4
        && Compute(frameWithFcs[..^4]) == BinaryPrimitives.ReadUInt32LittleEndian(frameWithFcs[^4..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(ref uint table, int slice, uint word) =>
        Unsafe.Add(ref table, (slice << 8) + (int)(word & 0xFF))
        ^ Unsafe.Add(ref table, ((slice - 1) << 8) + (int)((word >> 8) & 0xFF))
        ^ Unsafe.Add(ref table, ((slice - 2) << 8) + (int)((word >> 16) & 0xFF))
        ^ Unsafe.Add(ref table, ((slice - 3) << 8) + (int)(word >> 24));

    private static uint[] BuildTable()
    {
        var table = new uint[Slices << 8];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ ReflectedPolynomial : crc >> 1;
            }

            table[value] = crc;
        }

        for (int index = 256; index < table.Length; index++)
        {
            uint shorter = table[index - 256];
            table[index] = table[shorter & 0xFF] ^ (shorter >> 8);
        }

        return table;
    }
}
