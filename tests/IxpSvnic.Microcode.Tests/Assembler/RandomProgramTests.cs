using CsCheck;
using IxpSvnic.Microcode.Assembler;

namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class RandomProgramTests
{
    [TestMethod]
    public void Allocated_programs_compute_what_their_source_says() => Gen.Int.Sample(
        seed =>
        {
            RandomProgram program = RandomProgram.Make(seed);
            AssemblerResult result = AssemblySource.Assemble(program.Text);
            Assert.AreEqual("", string.Join('\n', result.Errors), program.Text);
            CollectionAssert.AreEqual(program.Values, MiniEngine.Run(result.Image!).SOut, program.Text);
        },
        iter: 60);
}
