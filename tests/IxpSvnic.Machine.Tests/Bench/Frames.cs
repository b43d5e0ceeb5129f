using System.Buffers.Binary;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>Frames with known bytes.</summary>
internal static class Frames
{
    public const ulong Broadcast = 0xffff_ffff_ffff;
    public const ulong Stranger = 0x02_99_99_99_99_99;

    private const ulong FirstVif = 0x02_00_00_00_01_00;
    private const ulong FirstSender = 0x02_00_00_00_aa_00;
    private const int HeaderBytes = 14;
    private const ushort LocalExperimentalEtherType = 0x88b5;

    public static ulong Vif(int vif) => FirstVif + (uint)vif;

    public static ulong Sender(int sender) => FirstSender + (uint)sender;

    /// <summary>A frame without FCS; the payload is a pattern that starts at <paramref name="pattern"/>.</summary>
    public static byte[] Make(ulong destination, ulong source, int length, int pattern = 0)
    {
        byte[] frame = new byte[Math.Max(length, HeaderBytes)];
        Put48(frame, destination);
        Put48(frame.AsSpan(6), source);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), LocalExperimentalEtherType);
        for (int i = HeaderBytes; i < length; i++)
        {
            frame[i] = (byte)(pattern + (i * 7));
        }

        return frame[..length];
    }

    private static void Put48(Span<byte> bytes, ulong mac)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(mac >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)mac);
    }
}
