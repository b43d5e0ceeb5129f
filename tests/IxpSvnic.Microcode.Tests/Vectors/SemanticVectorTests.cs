using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Tests.Vectors;

[TestClass]
public sealed class SemanticVectorTests
{
    [TestMethod]
    public void Every_row_that_is_not_a_command_has_a_semantic_vector()
    {
        HashSet<int> covered = [];
        foreach (ulong word in SemanticVector.ReadAll().SelectMany(vector => vector.Words))
        {
            Assert.IsTrue(InstructionDecoder.TryDecode(word, out DecodedInstruction instruction));
            covered.Add(instruction.RowIndex);
        }

        string[] missing =
        [
            .. InstructionTable.Rows
                .Where(row => row.Timing != TimingClass.Command && !covered.Contains(row.Index))
                .Select(row => row.Title),
        ];
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }

    [TestMethod]
    public void Every_assignment_names_something_the_format_knows()
    {
        foreach (SemanticVector vector in SemanticVector.ReadAll())
        {
            Assert.IsNotEmpty(vector.Expected, vector.ToString());
            foreach (SemanticAssignment assignment in vector.Setup.Concat(vector.Expected))
            {
                Assert.IsTrue(IsKnown(assignment), $"{vector}: {assignment}");
            }
        }
    }

    private static bool IsKnown(SemanticAssignment assignment)
    {
        string name = assignment.Name;
        if (name == "nzvc")
        {
            return assignment.Text.Length == 4 && assignment.Text.All(digit => digit is '0' or '1' or '-');
        }

        _ = assignment.Number;
        if (name.StartsWith("csr.", StringComparison.Ordinal))
        {
            return LocalCsrs.TryGetNumber(name[4..], out _);
        }

        if (name.StartsWith("input.", StringComparison.Ordinal))
        {
            return InputStates.TryParse(name[6..], out _);
        }

        if (name.StartsWith("lm[", StringComparison.Ordinal))
        {
            return name.EndsWith(']') && int.Parse(name[3..^1]) < 640;
        }

        string register =
            name.Replace(".in", "", StringComparison.Ordinal).Replace(".out", "", StringComparison.Ordinal);
        return name is "signals" or "signals1" or "wakeup" or "asleep" or "pc" or "lost"
            || (OperandText.TryParse(register, out Operand operand) && operand.Kind != OperandKind.Constant);
    }
}
