using System.CommandLine;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic disasm</c>: an image to text, one instruction a line.</summary>
internal static class DisasmCommand
{
    private static readonly Argument<string> Image = new("FILE") { Description = ".bin (raw 5-byte words) or .ucode image" };

    private static readonly Option<int?> Contexts = new("--contexts")
    {
        Description = "4 or 8, when the image does not say",
    };

    public static Command Create()
    {
        Command command = new("disasm", "Disassemble microcode") { Image, Contexts };
        command.SetAction(parsed => UserErrors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(Image)!;
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"image '{file}' does not exist");
        }

        int? wanted = parsed.GetValue(Contexts);
        if (wanted is not (null or 4 or 8))
        {
            throw new InvalidDataException($"--contexts: '{wanted}' is not 4 or 8");
        }

        MicrocodeImage image = MicrocodeFile.Read(file);
        int contexts = wanted ?? image.Contexts;
        for (int address = 0; address < image.Words.Length; address++)
        {
            ulong word = image.Words[address];
            Console.WriteLine($"{address,5}: {word:x10}  {Disassembler.Disassemble(word, contexts)}");
        }

        return 0;
    }
}
