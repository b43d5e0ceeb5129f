using IxpSvnic.Microcode.Assembler.Allocation;
using IxpSvnic.Microcode.Assembler.Checks;
using IxpSvnic.Microcode.Assembler.Emission;
using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Preprocessing;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Assembler;

/// <summary>
/// Assembles a microengine program: preprocessor, macros, symbols, structured code, register and signal allocation.
/// Source: chapter 5 of the MEv2 reference. *Not modelled:* linking, and moves inserted to resolve bank conflicts.
/// </summary>
public static class MicrocodeAssembler
{
    /// <summary>Reads the file and everything it includes. Bad input gives diagnostics, never an exception.</summary>
    public static AssemblerResult Assemble(string path, AssemblerOptions? options = null)
    {
        options ??= new AssemblerOptions();
        DiagnosticBag diagnostics = new();
        IReadOnlyList<SourceLine> lines = new Preprocessor(options, diagnostics).Run(path);
        AssemblyProgram program = new(options, diagnostics);
        ProgramReader.Read(program, lines);
        MicrocodeImage? image = diagnostics.HasErrors ? null : Finish(program, Path.GetFileNameWithoutExtension(path));
        return new AssemblerResult(diagnostics.HasErrors ? null : image, diagnostics.Items);
    }

    /// <summary>Assembles text that is not in a file; includes are looked for as if it were.</summary>
    public static AssemblerResult AssembleText(
        string text,
        string path = "program.uc",
        AssemblerOptions? options = null)
    {
        options ??= new AssemblerOptions();
        return Assemble(path, options with { Reader = new OverlaySourceReader(path, text, options.Reader) });
    }

    private static MicrocodeImage? Finish(AssemblyProgram program, string name)
    {
        FlowGraph.Build(program);
        ProgramChecks.Run(program);
        List<Web> webs = WebBuilder.Build(program);
        GprAllocator.Allocate(program, webs);
        BitRow[] inFlight = CommandsInFlight.Solve(program);
        TransferAllocator.Allocate(program, inFlight);
        SignalAllocator.Allocate(program, inFlight);
        return program.Diagnostics.HasErrors ? null : new ImageWriter(program, webs).Write(name);
    }
}
