namespace IxpSvnic.Microcode.Instructions.Rows;

/// <summary>Bits 19:18 of a command: which of them tell commands apart, and what the encoder writes.</summary>
/// <param name="Match">Value of the deciding bits.</param>
/// <param name="Mask">The deciding bits.</param>
internal readonly record struct CommandToken(int Match, int Mask)
{
    /// <summary>The bits mean nothing.</summary>
    public static CommandToken Ignored => default;

    /// <summary>Bit 18 clear.</summary>
    public static CommandToken Low0 => new(0, 1);

    /// <summary>Bit 18 set.</summary>
    public static CommandToken Low1 => new(1, 1);

    /// <summary>Bit 19 clear.</summary>
    public static CommandToken High0 => new(0, 2);

    /// <summary>Bit 19 set.</summary>
    public static CommandToken High1 => new(2, 2);

    /// <summary>Both bits decide.</summary>
    public static CommandToken Exactly(int value) => new(value, 3);
}
