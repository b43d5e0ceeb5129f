using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>Physical statement to 40-bit word, with the canonical choices of Intel's assembler.</summary>
public static class InstructionEncoder
{
    /// <summary>Encodes one statement; on failure the error names the offending operand.</summary>
    public static bool TryEncode(Statement statement, out ulong word, out string error) =>
        TryEncode(statement, 8, out word, out error);

    /// <summary>Same for a program of 4 or 8 contexts, which decides how commands name transfer registers.</summary>
    public static bool TryEncode(Statement statement, int contexts, out ulong word, out string error)
    {
        word = 0;
        statement = InstructionTable.Respell(statement);
        return InstructionTable.TryFind(statement, out InstructionRow row, out error)
            && StatementReader.TryRead(row, statement, contexts, out DecodedInstruction fields, out error)
            && row.Format.TryPack(row, fields, out word, out error);
    }
}
