using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>A declared register, before and after it has a number.</summary>
internal sealed class RegisterSymbol(string name, RegisterClass @class, Token declaration)
{
    public string Name { get; } = name;

    public RegisterClass Class { get; } = @class;

    public Token Declaration { get; } = declaration;

    /// <summary>Position in the program's list of registers.</summary>
    public int Index { get; set; }

    public bool HasReadSide { get; set; } = true;

    public bool HasWriteSide { get; set; } = true;

    /// <summary>Never shares its number: volatile, set by hardware, or its number is used as data.</summary>
    public bool IsPinned { get; set; }

    /// <summary>A value comes from outside the program's own instructions.</summary>
    public bool IsSetOutside { get; set; }

    public bool IsUsed { get; set; }

    /// <summary>Number bound by hand, or -1.</summary>
    public int FixedNumber { get; set; } = -1;

    /// <summary>Bank bound by hand: 0 = A, 1 = B, -1 = free.</summary>
    public int FixedBank { get; set; } = -1;

    public TransferGroup? Group { get; set; }

    /// <summary>Place in <see cref="Group"/>.</summary>
    public int Offset { get; set; }

    public bool IsTransfer => Class is RegisterClass.S or RegisterClass.D;

    public bool IsGpr => Class is RegisterClass.Gpr or RegisterClass.AbsoluteGpr;

    /// <summary>Number of a transfer or next-neighbour register once it is allocated, else -1.</summary>
    public int Number { get; set; } = -1;

    public override string ToString() => Name;
}
