using IxpSvnic.Microcode.Assembler;

namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class DiagnosticTests
{
    [TestMethod]
    public void Every_faulty_program_is_told_its_faults_at_their_place()
    {
        List<string> wrong = [];
        foreach (DiagnosticCase item in DiagnosticCase.All)
        {
            AssemblerResult result = AssemblySource.Assemble(item.Source);
            bool same = result.Diagnostics.Count == item.Expected.Count
                && item.Expected.Zip(result.Diagnostics).All(pair => pair.First.Matches(pair.Second))
                && result.Succeeded == !item.Expected.Any(e => e.IsError);
            if (!same)
            {
                string found = string.Join('\n', result.Diagnostics.Select(d => $"  {d.Kind} {d}"));
                wrong.Add($"{item}: expected {string.Join(", ", item.Expected)}\n{found}");
            }
        }

        Assert.AreEqual("", string.Join('\n', wrong));
    }

    [TestMethod]
    public void Every_kind_of_finding_has_a_faulty_program()
    {
        HashSet<DiagnosticKind> covered = [.. DiagnosticCase.All.SelectMany(c => c.Expected).Select(e => e.Kind)];
        CollectionAssert.AreEqual(
            Array.Empty<DiagnosticKind>(), Enum.GetValues<DiagnosticKind>().Except(covered).ToArray());
    }

    [TestMethod]
    public void A_finding_in_a_macro_names_the_calls_that_led_there()
    {
        AssemblerResult result = AssemblySource.Assemble("""
            #macro inner(x)
                alu[x, --, B, 256]
            #endm
            #macro outer(y)
                nop
                inner(y)
            #endm
            nop
            outer(a1)
            """);
        AssemblerDiagnostic found = result.Diagnostics.Single();
        Assert.AreEqual((2, 19, "256"), (found.Line, found.Column, found.Text));
        CollectionAssert.AreEqual(
            (MacroCall[])[new("inner", "test.uc", 6), new("outer", "test.uc", 9)], found.Calls.ToArray());
        StringAssert.Contains(found.ToString(), "in macro outer, called from test.uc:9");
    }

    [TestMethod]
    public void A_missing_program_is_a_finding()
    {
        AssemblerDiagnostic found = MicrocodeAssembler.Assemble("/nowhere/at/all.uc").Diagnostics.Single();
        Assert.AreEqual((DiagnosticKind.SourceNotFound, "/nowhere/at/all.uc"), (found.Kind, found.File));
    }
}
