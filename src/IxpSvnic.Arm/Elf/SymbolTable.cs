namespace IxpSvnic.Arm.Elf;

/// <summary>Names of a program's addresses, for reports.</summary>
public sealed class SymbolTable
{
    private readonly uint[] _addresses;
    private readonly string[] _names;
    private readonly Dictionary<string, uint> _byName = new(StringComparer.Ordinal);

    public SymbolTable(IEnumerable<KeyValuePair<uint, string>> symbols)
    {
        KeyValuePair<uint, string>[] sorted = [.. symbols.OrderBy(s => s.Key)];
        _addresses = [.. sorted.Select(s => s.Key)];
        _names = [.. sorted.Select(s => s.Value)];
        foreach ((uint address, string name) in sorted)
        {
            _byName.TryAdd(name, address);
        }
    }

    public static SymbolTable None { get; } = new([]);

    public int Count => _names.Length;

    /// <summary>Address of a name.</summary>
    public bool TryFind(string name, out uint address) => _byName.TryGetValue(name, out address);

    /// <summary>The name below an address and the distance, as <c>main+0x1c</c>; empty below the first name.</summary>
    public string Describe(uint address)
    {
        int index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index - 1 : index;
        if (index < 0)
        {
            return "";
        }

        while (index > 0 && _addresses[index - 1] == _addresses[index])
        {
            index--;
        }

        uint distance = address - _addresses[index];
        return distance == 0 ? _names[index] : $"{_names[index]}+0x{distance:x}";
    }
}
