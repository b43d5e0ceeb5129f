using System.Globalization;

namespace IxpSvnic.Machine.Firmware;

/// <summary>
/// The addresses and limits that a firmware and the program that sets up its tables agree on, read from the firmware's own
/// <c>layout.uc</c>: lines <c>#define NAME number</c>.
/// </summary>
public sealed class FirmwareLayout
{
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);

    private FirmwareLayout(string path) => Path = path;

    public string Path { get; }

    /// <summary>Most virtual interfaces, the firmware's constant.</summary>
    public int VifMax => (int)this["VIF_MAX"];

    /// <summary>A constant by name; a missing one is an error that names the file.</summary>
    public long this[string name] => _values.TryGetValue(name, out long value)
        ? value
        : throw new InvalidDataException($"{Path}: the layout does not define {name}");

    public static FirmwareLayout Load(string path)
    {
        FirmwareLayout layout = new(path);
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            int comment = line.IndexOf("//", StringComparison.Ordinal);
            string[] words = (comment < 0 ? line : line[..comment])
                .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words.Length != 3 || words[0] != "#define" || !TryNumber(words[2], out long value))
            {
                throw new InvalidDataException(
                    $"{path}:{i + 1}: a layout holds '#define NAME number' lines only, not '{line.Trim()}'");
            }

            layout._values[words[1]] = value;
        }

        return layout;
    }

    private static bool TryNumber(string text, out long value) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
