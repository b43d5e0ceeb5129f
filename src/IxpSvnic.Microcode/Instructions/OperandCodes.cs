namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// The two operand code tables: 10 bits ("unrestricted") and 8 bits ("restricted").
/// Source: sections 2.2 and 2.3 of the MEv2 reference.
/// </summary>
internal static class OperandCodes
{
    /// <summary><c>--</c> in a 10-bit field.</summary>
    public const int None10 = 0x300;

    /// <summary><c>--</c> in an 8-bit destination field.</summary>
    public const int None8 = 0x20;

    /// <summary>A constant in a 10-bit field.</summary>
    public static bool IsConstant10(int code) => (code & 0x300) == 0x300;

    /// <summary>A constant in an 8-bit field.</summary>
    public static bool IsConstant8(int code) => (code & 0x20) != 0;

    /// <summary>Low seven bits of an 8-bit constant code.</summary>
    public static int Constant8(int code) => (code & 0x1f) | ((code >> 1) & 0x60);

    /// <summary>Reads a 10-bit source code; <paramref name="bankB"/> is the bank the field reads.</summary>
    public static bool TryDecode10(int code, bool bankB, out Operand operand)
    {
        (OperandKind kind, int value) = (code >> 5) switch
        {
            0 => (bankB ? OperandKind.GprB : OperandKind.GprA, code),
            >= 4 and <= 7 => (bankB ? OperandKind.GprBAbsolute : OperandKind.GprAAbsolute, code & 0x7f),
            8 or 10 or 18 => (Indexed10(code), 0),
            12 => (OperandKind.SXfer, code & 0x1f),
            14 => (OperandKind.DXfer, code & 0x1f),
            16 => LocalMemory10(code, OperandKind.LocalMemory0),
            17 => LocalMemory10(code, OperandKind.LocalMemory1),
            20 => (OperandKind.NextNeighbour, code & 0x1f),
            >= 24 => (OperandKind.Constant, code & 0xff),
            _ => (OperandKind.None, 0),
        };
        operand = new Operand(kind, (ushort)value);
        return kind != OperandKind.None;
    }

    /// <summary>Reads an 8-bit source code; <paramref name="msb"/> is bit 7 of a constant.</summary>
    public static bool TryDecode8(int code, bool bankB, bool msb, out Operand operand)
    {
        (OperandKind kind, int value) = code switch
        {
            _ when IsConstant8(code) => (OperandKind.Constant, Constant8(code) | (msb ? 0x80 : 0)),
            < 0x20 => (bankB ? OperandKind.GprB : OperandKind.GprA, code),
            0x40 => (OperandKind.SIndex, 0),
            0x41 => (OperandKind.NnIndex, 0),
            0x42 => (OperandKind.SIndexInc, 0),
            0x43 => (OperandKind.NnIndexInc, 0),
            0x44 => (OperandKind.SIndexDec, 0),
            0x48 => (OperandKind.DIndex, 0),
            0x4a => (OperandKind.DIndexInc, 0),
            0x4c => (OperandKind.DIndexDec, 0),
            >= 0x50 and <= 0x57 => (OperandKind.LocalMemory0, code & 7),
            >= 0x58 and <= 0x5f => (OperandKind.LocalMemory1, code & 7),
            >= 0x80 and <= 0x9f => (OperandKind.SXfer, code & 0x1f),
            >= 0xc0 and <= 0xdf => (OperandKind.DXfer, code & 0x1f),
            _ => (OperandKind.None, 0),
        };
        operand = new Operand(kind, (ushort)value);
        return kind != OperandKind.None;
    }

    /// <summary>Reads a 10-bit destination code; a constant code is <c>--</c>.</summary>
    public static bool TryDecodeDestination10(int code, bool bankB, out Operand operand) =>
        AsDestination(TryDecode10(code, bankB, out operand), ref operand);

    /// <summary>Reads an 8-bit destination code; a constant code is <c>--</c>.</summary>
    public static bool TryDecodeDestination8(int code, bool bankB, out Operand operand) =>
        AsDestination(TryDecode8(code, bankB, false, out operand), ref operand);

    /// <summary>The 10-bit code of an operand already checked to have one.</summary>
    public static int Encode10(Operand operand) => operand.Kind switch
    {
        OperandKind.None => None10,
        OperandKind.GprA or OperandKind.GprB => operand.Value,
        OperandKind.GprAAbsolute or OperandKind.GprBAbsolute => 0x80 | operand.Value,
        OperandKind.DIndex => 0x100,
        OperandKind.DIndexInc => 0x102,
        OperandKind.DIndexDec => 0x104,
        OperandKind.SIndex => 0x140,
        OperandKind.SIndexInc => 0x142,
        OperandKind.SIndexDec => 0x144,
        OperandKind.SXfer => 0x180 | operand.Value,
        OperandKind.DXfer => 0x1c0 | operand.Value,
        OperandKind.LocalMemory0 => 0x200 | operand.Value,
        OperandKind.LocalMemory0PostInc => 0x210,
        OperandKind.LocalMemory0PostDec => 0x211,
        OperandKind.LocalMemory1 => 0x220 | operand.Value,
        OperandKind.LocalMemory1PostInc => 0x230,
        OperandKind.LocalMemory1PostDec => 0x231,
        OperandKind.NnIndex => 0x241,
        OperandKind.NnIndexInc => 0x243,
        OperandKind.NextNeighbour => 0x280 | operand.Value,
        OperandKind.Constant => 0x300 | (operand.Value & 0xff),
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand.Kind, "no 10-bit code"),
    };

    /// <summary>The 8-bit code of an operand already checked to have one; bit 7 of a constant goes elsewhere.</summary>
    public static int Encode8(Operand operand) => operand.Kind switch
    {
        OperandKind.None => None8,
        OperandKind.GprA or OperandKind.GprB => operand.Value,
        OperandKind.SIndex => 0x40,
        OperandKind.NnIndex => 0x41,
        OperandKind.SIndexInc => 0x42,
        OperandKind.NnIndexInc => 0x43,
        OperandKind.SIndexDec => 0x44,
        OperandKind.DIndex => 0x48,
        OperandKind.DIndexInc => 0x4a,
        OperandKind.DIndexDec => 0x4c,
        OperandKind.LocalMemory0 => 0x50 | operand.Value,
        OperandKind.LocalMemory1 => 0x58 | operand.Value,
        OperandKind.SXfer => 0x80 | operand.Value,
        OperandKind.DXfer => 0xc0 | operand.Value,
        OperandKind.Constant => 0x20 | (operand.Value & 0x1f) | ((operand.Value & 0x60) << 1),
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand.Kind, "no 8-bit code"),
    };

    private static bool AsDestination(bool decoded, ref Operand operand)
    {
        if (operand.Kind == OperandKind.Constant)
        {
            operand = Operand.None;
        }

        return decoded && operand.Kind != OperandKind.NnIndex;
    }

    private static OperandKind Indexed10(int code) => code switch
    {
        0x100 => OperandKind.DIndex,
        0x102 => OperandKind.DIndexInc,
        0x104 => OperandKind.DIndexDec,
        0x140 => OperandKind.SIndex,
        0x142 => OperandKind.SIndexInc,
        0x144 => OperandKind.SIndexDec,
        0x241 => OperandKind.NnIndex,
        0x243 => OperandKind.NnIndexInc,
        _ => OperandKind.None,
    };

    private static (OperandKind Kind, int Value) LocalMemory10(int code, OperandKind plain)
    {
        int low = code & 0x1f;
        return low switch
        {
            < 0x10 => (plain, low),
            0x10 => (plain + 1, 0),
            0x11 => (plain + 2, 0),
            _ => (OperandKind.None, 0),
        };
    }
}
