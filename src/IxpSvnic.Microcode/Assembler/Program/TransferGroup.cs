namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>Transfer registers whose numbers are bound to each other by <c>.xfer_order</c> or by an array.</summary>
internal sealed class TransferGroup
{
    public List<RegisterSymbol> Members { get; } = [];

    /// <summary>The members at an offset: more than one only when they are different sides.</summary>
    public RegisterSymbol? Find(int offset, bool write) =>
        Members.Find(m => m.Offset == offset && (write ? m.HasWriteSide : m.HasReadSide));

    /// <summary>
    /// Puts <paramref name="second"/> right behind <paramref name="first"/>; false when they are bound otherwise.
    /// </summary>
    public static bool TryBind(RegisterSymbol first, RegisterSymbol second)
    {
        TransferGroup left = GroupOf(first);
        TransferGroup right = GroupOf(second);
        if (left == right)
        {
            return second.Offset == first.Offset + 1;
        }

        int shift = first.Offset + 1 - second.Offset;
        foreach (RegisterSymbol member in right.Members)
        {
            member.Offset += shift;
            member.Group = left;
            left.Members.Add(member);
        }

        return true;
    }

    public static TransferGroup GroupOf(RegisterSymbol symbol)
    {
        if (symbol.Group is null)
        {
            symbol.Group = new TransferGroup();
            symbol.Group.Members.Add(symbol);
        }

        return symbol.Group;
    }
}
