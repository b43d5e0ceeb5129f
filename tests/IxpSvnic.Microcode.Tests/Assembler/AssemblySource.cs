using IxpSvnic.Microcode.Assembler;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>Assembles test programs given as text.</summary>
internal static class AssemblySource
{
    public static AssemblerResult Assemble(string text, params (string Path, string Text)[] others)
    {
        Dictionary<string, string> files = others.ToDictionary(f => f.Path, f => f.Text);
        files["test.uc"] = text;
        return MicrocodeAssembler.Assemble(
            "test.uc", new AssemblerOptions { Reader = new MemorySourceReader(files), IncludeDirectories = ["lib"] });
    }

    public static MicrocodeImage Image(string text, params (string Path, string Text)[] others) =>
        Assemble(text, others).RequireImage();

    /// <summary>The program's words as canonical text.</summary>
    public static string[] Disassembled(string text) => Disassembled(Image(text));

    public static string[] Disassembled(MicrocodeImage image) =>
        [.. image.Words.Select(w => Disassembler.Disassemble(w, image.Contexts))];
}
