using IxpSvnic.Microcode.Assembler;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Tests.Instructions;

namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class PhysicalTextTests
{
    /// <summary>What a deferred slot or a local CSR read wants behind it.</summary>
    private const string Padding = "\nimmed[a0, 0]\nnop\nnop";

    [TestMethod]
    [DataRow("proven.txt")]
    [DataRow("derived.txt")]
    [DataRow("computed.txt")]
    [DataRow("fields.txt")]
    public void Physical_text_passes_through_to_the_same_word(string file)
    {
        List<string> wrong = [];
        foreach (EncodingVector vector in EncodingVector.Read(file))
        {
            AssemblerResult result = AssemblySource.Assemble(vector.Written + Padding);
            ulong word = result.Image?.Words[0] ?? 0;
            if (word != vector.Word)
            {
                wrong.Add($"{vector.Word:x10} {vector.Written}: {word:x10} {string.Join(' ', result.Diagnostics)}");
            }
        }

        Assert.AreEqual("", string.Join('\n', wrong));
    }
}
