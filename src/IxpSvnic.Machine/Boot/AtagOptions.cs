namespace IxpSvnic.Machine.Boot;

/// <summary>What the boot loader tells the kernel.</summary>
public sealed record AtagOptions
{
    /// <summary>Stretches of memory, start and bytes; empty = all the board has.</summary>
    public IReadOnlyList<(uint Start, uint Bytes)> Memory { get; init; } = [];

    /// <summary>Kernel command line; null = none is passed.</summary>
    public string? CommandLine { get; init; }

    /// <summary>File of the initial RAM disk; null = none.</summary>
    public string? RamDisk { get; init; }

    /// <summary>Where the RAM disk is loaded; null = at the last megabyte border below the end of memory where it fits.</summary>
    public uint? RamDiskAddress { get; init; }

    /// <summary>Reads <c>mem=SIZE[@START]</c>, <c>cmdline=TEXT</c> and <c>initrd=FILE[@ADDRESS]</c>.</summary>
    public static AtagOptions Parse(IEnumerable<string> texts)
    {
        AtagOptions options = new();
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string value = text[(equals + 1)..];
            options = (equals < 0 ? "" : text[..equals]) switch
            {
                "mem" => options with { Memory = [.. options.Memory, ParseMemory(text, value)] },
                "cmdline" => options with { CommandLine = value },
                "initrd" => WithRamDisk(options, value),
                _ => throw new FormatException($"--atags: '{text}' is not mem=SIZE[@START], cmdline=TEXT or initrd=FILE[@ADDRESS]"),
            };
        }

        return options;
    }

    private static (uint Start, uint Bytes) ParseMemory(string text, string value)
    {
        string[] parts = value.Split('@');
        uint start = 0;
        return parts.Length <= 2 && AddressText.TryParse(parts[0], out uint bytes) && bytes != 0
            && (parts.Length == 1 || AddressText.TryParse(parts[1], out start))
            ? (start, bytes)
            : throw new FormatException($"--atags: '{text}' is not a size and address such as mem=64M@0");
    }

    private static AtagOptions WithRamDisk(AtagOptions options, string value)
    {
        int at = value.LastIndexOf('@');
        return at > 0 && AddressText.TryParse(value[(at + 1)..], out uint address)
            ? options with { RamDisk = value[..at], RamDiskAddress = address }
            : options with { RamDisk = value };
    }
}
