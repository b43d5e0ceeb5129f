namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// Which operands an instruction may combine and which forms a field can hold. Every answer is a message, empty when
/// all is well. Source: sections 1.2, 1.5, 2.2 and 2.3 of the MEv2 reference.
/// </summary>
public static class OperandRules
{
    /// <summary>Whether a field of that width can hold the operand, as a source or a destination.</summary>
    public static string CheckForm(Operand operand, OperandWidth width, bool isDestination, int contexts)
    {
        int registers = contexts == 4 ? 32 : 16;
        bool restricted = width != OperandWidth.Unrestricted10;
        switch (operand.Kind)
        {
            case OperandKind.None:
                return isDestination ? "" : "a register or constant is needed";
            case OperandKind.GprA or OperandKind.GprB or OperandKind.SXfer or OperandKind.DXfer
                or OperandKind.NextNeighbour when operand.Value >= registers:
                return $"register number above {registers - 1}";
            case OperandKind.GprAAbsolute or OperandKind.GprBAbsolute when operand.Value > 127:
                return "absolute register number above 127";
            case OperandKind.GprAAbsolute or OperandKind.GprBAbsolute when restricted:
                return "an absolute register cannot be used in an 8-bit operand";
            case OperandKind.NextNeighbour when restricted:
                return "n$ registers cannot be used in an 8-bit operand";
            case OperandKind.LocalMemory0PostInc or OperandKind.LocalMemory0PostDec or OperandKind.LocalMemory1PostInc
                or OperandKind.LocalMemory1PostDec when restricted:
                return "local memory ++ and -- cannot be used in an 8-bit operand";
            case OperandKind.LocalMemory0 or OperandKind.LocalMemory1 when operand.Value > (restricted ? 7 : 15):
                return $"local memory offset above {(restricted ? 7 : 15)}";
            case OperandKind.NnIndex when isDestination:
                return "*n$index cannot be written without ++";
            case OperandKind.Constant when isDestination:
                return "a constant cannot be written";
            case OperandKind.Constant when operand.Value > (width == OperandWidth.Restricted8Command ? 127 : 255):
                return $"constant above {(width == OperandWidth.Restricted8Command ? 127 : 255)}";
            default:
                return "";
        }
    }

    /// <summary>Two sources of one instruction must be of different classes (the bank rule).</summary>
    public static string CheckSources(Operand first, Operand second)
    {
        if (first.IsNone || second.IsNone || ClassOf(first.Kind) != ClassOf(second.Kind))
        {
            return "";
        }

        string kind = ClassOf(first.Kind) switch
        {
            SourceClass.BankA => "registers of bank A",
            SourceClass.BankB => "registers of bank B",
            SourceClass.Transfer => "transfer registers",
            SourceClass.NextNeighbour => "next-neighbour registers",
            SourceClass.LocalMemory => "local memory operands",
            _ => "constants",
        };
        return $"'{first}' and '{second}' cannot both be read: they are two {kind}";
    }

    /// <summary>Local memory read and written through one pointer must be the same word.</summary>
    public static string CheckLocalMemory(Operand source, Operand destination)
    {
        bool samePointer = (IsPointer0(source.Kind) && IsPointer0(destination.Kind))
            || (IsPointer1(source.Kind) && IsPointer1(destination.Kind));
        return samePointer && source.Value != destination.Value
            ? $"'{source}' and '{destination}' are different words of local memory through one pointer"
            : "";
    }

    private static bool IsPointer0(OperandKind kind) =>
        kind is >= OperandKind.LocalMemory0 and <= OperandKind.LocalMemory0PostDec;

    private static bool IsPointer1(OperandKind kind) =>
        kind is >= OperandKind.LocalMemory1 and <= OperandKind.LocalMemory1PostDec;

    private static SourceClass ClassOf(OperandKind kind) => kind switch
    {
        OperandKind.GprA or OperandKind.GprAAbsolute => SourceClass.BankA,
        OperandKind.GprB or OperandKind.GprBAbsolute => SourceClass.BankB,
        OperandKind.NextNeighbour or OperandKind.NnIndex or OperandKind.NnIndexInc => SourceClass.NextNeighbour,
        OperandKind.Constant => SourceClass.Constant,
        _ when IsPointer0(kind) || IsPointer1(kind) => SourceClass.LocalMemory,
        _ => SourceClass.Transfer,
    };

    private enum SourceClass
    {
        BankA,
        BankB,
        Transfer,
        NextNeighbour,
        LocalMemory,
        Constant,
    }
}
