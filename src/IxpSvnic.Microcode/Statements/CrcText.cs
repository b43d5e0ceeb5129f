using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Statements;

/// <summary>Names of crc polynomials and byte selections, in both directions.</summary>
internal static class CrcText
{
    private static readonly (CrcType Type, string Name)[] Types =
    [
        (CrcType.None, "--"), (CrcType.Ccitt, "crc_ccitt"), (CrcType.Crc32, "crc_32"), (CrcType.Iscsi, "crc_iscsi"),
        (CrcType.Crc10, "crc_10"), (CrcType.Crc5, "crc_5"), (CrcType.None, "none"),
    ];

    private static readonly string[] Bytes =
        ["bytes_0_3", "bytes_1_3", "bytes_2_3", "byte_3", "bytes_0_2", "bytes_0_1", "byte_0"];

    public static string NameOf(CrcType type) => Types.First(entry => entry.Type == type).Name;

    public static string NameOf(CrcBytes bytes) => Bytes[(int)bytes];

    public static bool TryParseType(string token, out CrcType type)
    {
        int index = Array.FindIndex(Types, entry => entry.Name.Equals(token, StringComparison.OrdinalIgnoreCase));
        type = index < 0 ? CrcType.None : Types[index].Type;
        return index >= 0;
    }

    public static bool TryParseBytes(string token, out CrcBytes bytes)
    {
        int index = Array.FindIndex(Bytes, name => name.Equals(token, StringComparison.OrdinalIgnoreCase));
        bytes = (CrcBytes)Math.Max(index, 0);
        return index >= 0;
    }
}
