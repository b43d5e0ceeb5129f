using System.Buffers.Binary;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>Writes a static ELF executable of readable, writable and executable segments.</summary>
internal static class FuzzElf
{
    private const int HeaderBytes = 52;
    private const int ProgramHeaderBytes = 32;

    public static byte[] Write(bool isBigEndian, uint entry, params (uint Address, byte[] Data, uint MemoryBytes)[] segments)
    {
        const int Page = 4096;
        List<byte> file = [.. new byte[HeaderBytes + (ProgramHeaderBytes * segments.Length)]];
        int header = HeaderBytes;
        foreach ((uint address, byte[] data, uint memoryBytes) in segments)
        {
            while (file.Count % Page != address % Page)
            {
                file.Add(0);
            }

            uint[] words = [1, (uint)file.Count, address, address, (uint)data.Length, memoryBytes, 7, Page];
            file.AddRange(data);
            for (int i = 0; i < words.Length; i++)
            {
                Put(file, header + (4 * i), words[i], isBigEndian);
            }

            header += ProgramHeaderBytes;
        }

        byte[] identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 1, (byte)(isBigEndian ? 2 : 1), 1];
        for (int i = 0; i < identification.Length; i++)
        {
            file[i] = identification[i];
        }

        PutHalf(file, 16, 2, isBigEndian);
        PutHalf(file, 18, 40, isBigEndian);
        Put(file, 20, 1, isBigEndian);
        Put(file, 24, entry, isBigEndian);
        Put(file, 28, HeaderBytes, isBigEndian);
        Put(file, 36, 0x0500_0000, isBigEndian);
        PutHalf(file, 40, HeaderBytes, isBigEndian);
        PutHalf(file, 42, ProgramHeaderBytes, isBigEndian);
        PutHalf(file, 44, (ushort)segments.Length, isBigEndian);
        PutHalf(file, 46, 40, isBigEndian);
        return [.. file];
    }

    private static void Put(List<byte> file, int at, uint value, bool isBigEndian)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }

        for (int i = 0; i < 4; i++)
        {
            file[at + i] = bytes[i];
        }
    }

    private static void PutHalf(List<byte> file, int at, ushort value, bool isBigEndian)
    {
        file[at + (isBigEndian ? 1 : 0)] = (byte)value;
        file[at + (isBigEndian ? 0 : 1)] = (byte)(value >> 8);
    }
}
