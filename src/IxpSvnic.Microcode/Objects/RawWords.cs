namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// <c>.bin</c>: the words alone, five bytes each, most significant first, from address 0. Contexts, modes, initial
/// values and names are not in it.
/// </summary>
public static class RawWords
{
    /// <summary>Reads a whole file; <paramref name="file"/> is its name, for the image and for messages.</summary>
    public static MicrocodeImage Read(ReadOnlySpan<byte> bytes, string file)
    {
        int words = bytes.Length / ControlStore.BytesPerWord;
        int rest = bytes.Length % ControlStore.BytesPerWord;
        if (rest != 0)
        {
            int offset = bytes.Length - rest;
            throw new ObjectFormatException(
                $"{file}: offset {offset}: {rest} bytes 0x{Convert.ToHexString(bytes[offset..])} are not a word of 5");
        }

        if (words is 0 or > ControlStore.Words)
        {
            throw new ObjectFormatException(
                $"{file}: offset 0: {words} words, a control store holds 1-{ControlStore.Words}");
        }

        ulong[] result = new ulong[words];
        for (int i = 0; i < words; i++)
        {
            result[i] = ReadWord(bytes[(i * ControlStore.BytesPerWord)..]);
        }

        return new MicrocodeImage { Name = Path.GetFileNameWithoutExtension(file), Words = result };
    }

    /// <summary>The words as bytes.</summary>
    public static byte[] Write(IReadOnlyList<ulong> words)
    {
        byte[] bytes = new byte[words.Count * ControlStore.BytesPerWord];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(words[i / ControlStore.BytesPerWord] >> (32 - (8 * (i % ControlStore.BytesPerWord))));
        }

        return bytes;
    }

    internal static ulong ReadWord(ReadOnlySpan<byte> bytes)
    {
        ulong word = 0;
        foreach (byte part in bytes[..ControlStore.BytesPerWord])
        {
            word = (word << 8) | part;
        }

        return word;
    }
}
