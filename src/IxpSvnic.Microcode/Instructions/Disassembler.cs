using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>40-bit word to canonical physical text.</summary>
public static class Disassembler
{
    /// <summary>Text of a word; a reserved word gives a comment with its digits.</summary>
    public static string Disassemble(ulong word, int contexts = 8) =>
        TryDisassemble(word, contexts, out Statement statement) ? statement.ToString() : $"; reserved word {word:x10}";

    /// <summary>The statement of a word; false when it is reserved.</summary>
    public static bool TryDisassemble(ulong word, int contexts, out Statement statement)
    {
        bool decoded = InstructionDecoder.TryDecode(word, out DecodedInstruction instruction);
        statement = decoded ? StatementWriter.Write(instruction, contexts) : new Statement("");
        return decoded;
    }
}
