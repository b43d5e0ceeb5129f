namespace IxpSvnic.Arm.Tests.Programs;

/// <summary>Compiled C programs print and return the same here and under qemu.</summary>
[TestClass]
[TestCategory("External")]
public sealed class PrintTheSameAsUnderQemu
{
    private const string Input = "a line\nand another one\n";
    private const string Arguments = "one two";

    private static readonly string[] Plain = ["checksums", "sorts", "arithmetic", "strings", "machine"];
    private static readonly string[] Levels = ["O0", "O2", "Os"];

    [TestMethod]
    [DataRow("arm")]
    [DataRow("thumb")]
    public void Programs_with_the_C_library_over_semihosting(string state)
    {
        foreach (string level in Levels)
        {
            foreach (string program in (string[])[.. Plain, "library"])
            {
                byte[] elf = Compiler.Hosted(program, level, state);
                ProgramRun expected = ProgramRun.UnderQemu(elf, false, Input, Arguments);
                ProgramRun actual = ProgramRun.Semihosted(elf, Input, Arguments);
                Assert.IsGreaterThan(20, expected.Output.Length);
                Assert.AreEqual(expected.Output, actual.Output, $"{program} -{level} -m{state}");
                Assert.AreEqual(expected.ExitCode, actual.ExitCode, $"{program} -{level} -m{state}");
            }
        }
    }

    [TestMethod]
    [DataRow("arm", "big")]
    [DataRow("thumb", "big")]
    [DataRow("arm", "little")]
    [DataRow("thumb", "little")]
    public void Programs_without_a_library(string state, string order)
    {
        foreach (string level in Levels)
        {
            foreach (string program in Plain)
            {
                byte[] elf = Compiler.Freestanding(program, level, state, order);
                ProgramRun expected = ProgramRun.UnderQemu(elf, order == "big", "", "");
                Assert.IsGreaterThan(20, expected.Output.Length);
                Assert.AreEqual(expected, ProgramRun.WithSystemCalls(elf), $"{program} -{level} -m{state} {order}-endian");
            }
        }
    }
}
