using System.CommandLine;
using IxpSvnic.Microcode.Assembler;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic asm</c>: microcode source to an image.</summary>
internal static class AsmCommand
{
    private static readonly Argument<string> Source = new("FILE.uc") { Description = "source file" };

    private static readonly Option<string> Output = new("-o", "--output")
    {
        Description = "image to write: .bin (raw words) or .ucode",
        Required = true,
    };

    private static readonly Option<string[]> Include = new("-I") { Description = "folder searched for #include" };

    private static readonly Option<string[]> Define = new("-D") { Description = "name or name=text defined beforehand" };

    private static readonly Option<string?> Listing = new("--listing") { Description = "also write a listing" };

    public static Command Create()
    {
        Command command = new("asm", "Assemble microcode") { Source, Output, Include, Define, Listing };
        command.SetAction(parsed => UserErrors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string source = parsed.GetValue(Source)!;
        string output = parsed.GetValue(Output)!;
        if (!File.Exists(source))
        {
            throw new FileNotFoundException($"source file '{source}' does not exist");
        }

        string extension = Path.GetExtension(output);
        if (extension is not (".bin" or ".ucode"))
        {
            throw new InvalidDataException($"-o '{output}': an image is a .bin or .ucode file");
        }

        AssemblerResult result = MicrocodeAssembler.Assemble(source, new AssemblerOptions
        {
            IncludeDirectories = parsed.GetValue(Include) ?? [],
            Definitions = (parsed.GetValue(Define) ?? []).ToDictionary(
                d => d.Split('=')[0], d => d.Contains('=', StringComparison.Ordinal) ? d[(d.IndexOf('=') + 1)..] : "1"),
        });
        foreach (AssemblerDiagnostic diagnostic in result.Diagnostics)
        {
            Console.Error.WriteLine(diagnostic);
        }

        if (result.Image is null)
        {
            return UserErrors.BadInput;
        }

        MicrocodeFile.Write(result.Image, output);
        if (parsed.GetValue(Listing) is { } listing)
        {
            using StreamWriter writer = new(listing);
            ListingWriter.Write(result.Image, writer);
        }

        return 0;
    }
}
