using System.Text;

namespace IxpSvnic.Debug.Monitor;

/// <summary>What <c>monitor</c> understands: commands by name, each with its help.</summary>
public sealed class MonitorTable
{
    private readonly SortedDictionary<string, (string Usage, string Help, Func<string[], string> Run)> _commands =
        new(StringComparer.Ordinal);

    public MonitorTable() => Add("help", "help", "this list", _ => Help());

    /// <summary>
    /// A command; <paramref name="run"/> gets the words behind its name and gives the text to print. It may throw a
    /// <see cref="FormatException"/> about words that make no sense.
    /// </summary>
    public void Add(string name, string usage, string help, Func<string[], string> run) => _commands[name] = (usage, help, run);

    /// <summary>Runs a line and gives its text, which ends with a line feed.</summary>
    public string Run(string line)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return Help();
        }

        if (!_commands.TryGetValue(words[0], out (string Usage, string Help, Func<string[], string> Run) command))
        {
            return $"'{words[0]}' is not a monitor command; 'monitor help' lists them\n";
        }

        try
        {
            string text = command.Run(words[1..]);
            return text.Length == 0 || text[^1] == '\n' ? text : text + "\n";
        }
        catch (FormatException e)
        {
            return $"{e.Message}; usage: monitor {command.Usage}\n";
        }
    }

    private string Help()
    {
        StringBuilder text = new();
        foreach ((string usage, string help, _) in _commands.Values)
        {
            text.Append($"{usage,-24} {help}\n");
        }

        return text.ToString();
    }
}
