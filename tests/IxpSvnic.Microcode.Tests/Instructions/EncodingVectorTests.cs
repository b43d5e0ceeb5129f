using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Tests.Instructions;

[TestClass]
public sealed class EncodingVectorTests
{
    [TestMethod]
    [DataRow("proven.txt", 100)]
    [DataRow("derived.txt", 251)]
    [DataRow("computed.txt", 88)]
    [DataRow("fields.txt", 40)]
    public void Every_vector_encodes_to_its_word(string file, int count)
    {
        List<string> faults = [];
        foreach (EncodingVector vector in EncodingVector.Read(file))
        {
            count--;
            string error = "";
            ulong word = 0;
            if (!StatementParser.TryParse(vector.Written, out Statement statement, out error)
                || !InstructionEncoder.TryEncode(statement, out word, out error)
                || word != vector.Word)
            {
                faults.Add($"{vector}: got {word:x10} {error}");
            }
        }

        Assert.IsEmpty(faults, string.Join('\n', faults));
        Assert.AreEqual(0, count);
    }

    [TestMethod]
    [DataRow("proven.txt")]
    [DataRow("derived.txt")]
    [DataRow("computed.txt")]
    [DataRow("fields.txt")]
    public void Every_word_disassembles_to_its_canonical_text(string file)
    {
        List<string> faults = [];
        foreach (EncodingVector vector in EncodingVector.Read(file))
        {
            bool disassembled = Disassembler.TryDisassemble(vector.Word, 8, out Statement statement);
            if (!StatementParser.TryParse(vector.Canonical, out Statement expected, out _)
                || !disassembled || !statement.Equals(expected))
            {
                faults.Add($"{vector}: got {statement}");
            }
        }

        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    [TestMethod]
    public void Every_row_has_an_encoding_vector()
    {
        HashSet<int> covered = [];
        foreach (EncodingVector vector in EncodingVector.All)
        {
            if (InstructionDecoder.TryDecode(vector.Word, out DecodedInstruction instruction))
            {
                covered.Add(instruction.RowIndex);
            }
        }

        string[] missing =
            [.. InstructionTable.Rows.Where(row => !covered.Contains(row.Index)).Select(row => row.Title)];
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }
}
