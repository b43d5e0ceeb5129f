using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// Every MEv2 instruction, one row each. Assembler, disassembler, decoder and the engines' completeness tests derive
/// from it. Source: chapters 2 and 3 of the MEv2 reference. *Not modelled:* instructions of NFP descendants.
/// </summary>
public static class InstructionTable
{
    public static IReadOnlyList<InstructionRow> Rows { get; } = [];

    /// <summary>Some row has this mnemonic or alias.</summary>
    public static bool IsMnemonic(string name) => throw new NotImplementedException();

    /// <summary>The row of a statement, chosen by mnemonic, keywords, operand count and required option.</summary>
    public static bool TryFind(Statement statement, out InstructionRow row, out string error) =>
        throw new NotImplementedException();
}
