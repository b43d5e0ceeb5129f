namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>What a command's operand fields hold.</summary>
internal enum CommandAddress : byte
{
    /// <summary>Two 8-bit operands, added.</summary>
    Sum,

    /// <summary>A 16-bit chip CSR number in both fields.</summary>
    ChipCsr,

    /// <summary>Nothing (hash).</summary>
    None,
}
