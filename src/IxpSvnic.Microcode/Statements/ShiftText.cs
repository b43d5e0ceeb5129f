using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Statements;

/// <summary>The written form of a shift, in both directions.</summary>
public static class ShiftText
{
    /// <summary>Canonical text; a rotation is written to the right.</summary>
    public static string Format(ShiftKind kind, int amount) => kind switch
    {
        ShiftKind.Left => $"<<{amount}",
        ShiftKind.Right => $">>{amount}",
        ShiftKind.RotateRight => $">>rot{amount}",
        ShiftKind.LeftIndirect => "<<indirect",
        ShiftKind.RightIndirect => ">>indirect",
        _ => "",
    };

    /// <summary>Reads a shift; amounts are 1-31.</summary>
    public static bool TryParse(string token, out ShiftKind kind, out byte amount)
    {
        string text = token.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        bool left = text.StartsWith("<<", StringComparison.Ordinal);
        kind = ShiftKind.None;
        amount = 0;
        if (!left && !text.StartsWith(">>", StringComparison.Ordinal))
        {
            return false;
        }

        string rest = text[2..];
        if (rest == "indirect")
        {
            kind = left ? ShiftKind.LeftIndirect : ShiftKind.RightIndirect;
            return true;
        }

        bool rotates = rest.StartsWith("rot", StringComparison.Ordinal);
        string digits = rotates ? rest[3..] : rest;
        if (!OperandText.TryParseNumber(digits, out long number) || number is < 1 or > 31)
        {
            return false;
        }

        kind = rotates ? ShiftKind.RotateRight : left ? ShiftKind.Left : ShiftKind.Right;
        amount = (byte)(rotates && left ? 32 - number : number);
        return true;
    }
}
