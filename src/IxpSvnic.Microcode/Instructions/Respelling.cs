using System.Globalization;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>Other spellings of an instruction that are more than another name.</summary>
internal static class Respelling
{
    public static bool IsOtherSpelling(string name) => IsHalt(name) || IsCountedHash(name);

    public static Statement Respell(Statement statement)
    {
        if (IsHalt(statement.Mnemonic))
        {
            return new Statement("ctx_arb", ["bpt"], statement.Options);
        }

        if (IsCountedHash(statement.Mnemonic))
        {
            string count = statement.Mnemonic[4].ToString(CultureInfo.InvariantCulture);
            return new Statement("hash" + statement.Mnemonic[5..], [.. statement.Operands, count], statement.Options);
        }

        return statement;
    }

    private static bool IsHalt(string name) => name.Equals("halt", StringComparison.OrdinalIgnoreCase);

    /// <summary>hash1_48 and kin carry the count in the name.</summary>
    private static bool IsCountedHash(string name) =>
        name.Length > 6 && name.StartsWith("hash", StringComparison.OrdinalIgnoreCase) && name[4] is >= '1' and <= '3'
        && name[5..] is "_48" or "_64" or "_128";
}
