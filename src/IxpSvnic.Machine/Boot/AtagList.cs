using System.Text;

namespace IxpSvnic.Machine.Boot;

/// <summary>The tagged list of boot parameters, as words; text lies in the kernel's byte order.</summary>
internal sealed class AtagList
{
    private const uint Core = 0x5441_0001;
    private const uint Memory = 0x5441_0002;
    private const uint RamDisk = 0x5442_0005;
    private const uint CommandLine = 0x5441_0009;
    private const int MaxCommandLine = 1023;

    private readonly List<uint> _words = [2, Core];

    public IReadOnlyList<uint> Words => _words;

    public void AddMemory(uint start, uint bytes) => _words.AddRange([4, Memory, bytes, start]);

    public void AddRamDisk(uint start, uint bytes) => _words.AddRange([4, RamDisk, start, bytes]);

    public void AddCommandLine(string text, bool isBigEndian)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > MaxCommandLine)
        {
            throw new FormatException($"--atags: a command line of {bytes.Length} bytes is longer than {MaxCommandLine}");
        }

        int words = (bytes.Length / 4) + 1;
        _words.AddRange([(uint)(2 + words), CommandLine]);
        for (int i = 0; i < words; i++)
        {
            uint word = 0;
            for (int n = 0; n < 4 && (4 * i) + n < bytes.Length; n++)
            {
                word |= (uint)bytes[(4 * i) + n] << (8 * (isBigEndian ? 3 - n : n));
            }

            _words.Add(word);
        }
    }

    public void End() => _words.AddRange([0, 0]);
}
