using System.CommandLine;
using IxpSvnic.Wire.Live.Traces;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic traces</c>: the seeded generator of the committed captures.</summary>
internal static class TracesCommand
{
    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "seed of the generator",
        DefaultValueFactory = _ => TraceGenerator.DefaultSeed,
    };

    private static readonly Option<string> Output = new("-o", "--output") { Description = "folder to write to", Required = true };

    public static Command Create()
    {
        Command command = new("traces", "Generate the small captures of traces/") { Seed, Output };
        command.SetAction(parsed => UserErrors.Guard(() =>
        {
            foreach (string file in TraceGenerator.Generate(parsed.GetValue(Output)!, parsed.GetValue(Seed)))
            {
                Console.WriteLine(file);
            }

            return 0;
        }));
        return command;
    }
}
