using System.Buffers.Binary;
using System.IO.Hashing;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Board.Tests;

/// <summary>Frames with an FCS computed by System.IO.Hashing, the independent oracle.</summary>
internal static class TestFrames
{
    /// <summary>A unicast frame of a length that includes the FCS.</summary>
    public static byte[] Good(int lengthWithFcs, int seed = 1)
    {
        byte[] frame = new byte[lengthWithFcs];
        SeededRandom random = new((ulong)seed);
        for (int i = 0; i < lengthWithFcs; i++)
        {
            frame[i] = (byte)random.Next(256);
        }

        frame[0] &= 0xfe;
        Seal(frame);
        return frame;
    }

    public static byte[] Bad(int lengthWithFcs, int seed = 1)
    {
        byte[] frame = Good(lengthWithFcs, seed);
        frame[lengthWithFcs / 2] ^= 1;
        return frame;
    }

    public static uint Fcs(ReadOnlySpan<byte> frame) => Crc32.HashToUInt32(frame);

    public static void Seal(Span<byte> frame) =>
        BinaryPrimitives.WriteUInt32LittleEndian(frame[^4..], Fcs(frame[..^4]));

    public static bool HasGoodFcs(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[^4..]) == Fcs(frame[..^4]);
}
