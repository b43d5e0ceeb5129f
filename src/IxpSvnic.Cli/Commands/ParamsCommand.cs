using System.CommandLine;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Sim.Parameters;
using Spectre.Console;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic params</c>: every parameter with unit, default and source; as JSON it is a machine file.</summary>
internal static class ParamsCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "print a machine file" };

    private static readonly Option<string[]> Set = new("--set") { Description = "name=value: override a parameter" };

    private static readonly Option<string?> MachineOption = new("--machine") { Description = "machine file (JSON)" };

    public static Command Create()
    {
        Command command = new("params", "List every parameter of the machine") { Json, Set, MachineOption };
        command.SetAction(parsed => UserErrors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        MachineConfig config = new();
        config.UseFirmware(FirmwareLayout.Load(Path.Combine(FirmwareSet.DefaultFolder, "layout.uc")));
        if (parsed.GetValue(MachineOption) is { } file)
        {
            MachineFile.Apply(file, config.Parameters);
        }

        foreach (string set in parsed.GetValue(Set) ?? [])
        {
            int equals = set.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new ReplayOptionException($"--set: '{set}' is not name=value");
            }

            config.Parameters.Set(set[..equals], set[(equals + 1)..]);
        }

        if (parsed.GetValue(Json))
        {
            Console.Write(MachineFile.Write(config.Parameters));
            return 0;
        }

        Table table = new() { Border = TableBorder.None };
        table.AddColumns("name", "value", "default", "unit", "source");
        foreach (Parameter parameter in config.Parameters.All)
        {
            table.AddRow(
                Markup.Escape(parameter.Name),
                Markup.Escape(parameter.Text),
                Markup.Escape(parameter.DefaultText),
                Markup.Escape(parameter.Unit),
                Markup.Escape(parameter.Source));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new WideOutput(Console.Out) });
        console.Write(table);
        return 0;
    }
}
