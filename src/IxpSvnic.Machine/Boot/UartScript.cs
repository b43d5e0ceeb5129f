using System.Text;

namespace IxpSvnic.Machine.Boot;

/// <summary>
/// A conversation with what runs behind the UART: lines <c>expect TEXT</c>, <c>send TEXT</c>, <c>exit N</c> and comments (<c>#</c>).
/// A text in quotes takes C's escapes and is sent as it stands; a bare one is the rest of the line, and is sent with a line feed.
/// The script ends with its last line, exit code 0, or at an <c>exit</c>. It acts in the simulated instant in which the awaited
/// text is complete.
/// </summary>
public sealed class UartScript
{
    private const int KeptCharacters = 1 << 16;

    private readonly List<Line> _lines;
    private readonly StringBuilder _seen = new();
    private int _next;

    private UartScript(List<Line> lines) => _lines = lines;

    private enum Verb
    {
        Expect,
        Send,
        Exit,
    }

    /// <summary>Takes what the script sends.</summary>
    public Action<byte>? Send { get; set; }

    /// <summary>The exit code once the script has ended, else null.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What the script waits for, for reports.</summary>
    public string Awaited => ExitCode is null && _next < _lines.Count
        ? $"line {_lines[_next].Number}: expect \"{_lines[_next].Text}\""
        : "nothing";

    /// <summary>Reads a file; errors name file, line and text.</summary>
    public static UartScript Load(string path)
    {
        List<Line> lines = [];
        string[] file = File.ReadAllLines(path);
        for (int i = 0; i < file.Length; i++)
        {
            string line = file[i].Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                lines.Add(Parse(path, i + 1, line));
            }
        }

        return lines.Count > 0 ? new UartScript(lines) : throw new InvalidDataException($"{path}: the script has no lines");
    }

    /// <summary>Begins: sends what comes before the first expectation.</summary>
    public void Start() => Advance();

    /// <summary>A character from the UART.</summary>
    public void OnOutput(byte value)
    {
        if (ExitCode is not null)
        {
            return;
        }

        if (_seen.Length == KeptCharacters)
        {
            _seen.Remove(0, KeptCharacters / 2);
        }

        _seen.Append((char)value);
        string awaited = _lines[_next].Text;
        if (EndsWith(awaited))
        {
            _seen.Clear();
            _next++;
            Advance();
        }
    }

    private static Line Parse(string path, int number, string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        string word = space < 0 ? line : line[..space];
        string text = space < 0 ? "" : line[space..].Trim();
        bool quoted = text.Length >= 2 && text[0] == '"' && text[^1] == '"';
        switch (word)
        {
            case "expect" when text.Length > 0:
                return new Line(number, Verb.Expect, quoted ? Unescape(path, number, text[1..^1]) : text, 0);
            case "send":
                return new Line(number, Verb.Send, quoted ? Unescape(path, number, text[1..^1]) : $"{text}\n", 0);
            case "exit" when byte.TryParse(text, out byte code):
                return new Line(number, Verb.Exit, "", code);
            default:
                throw new InvalidDataException($"{path}: line {number}: '{line}' is not expect TEXT, send TEXT or exit N");
        }
    }

    private static string Unescape(string path, int number, string text)
    {
        try
        {
            return System.Text.RegularExpressions.Regex.Unescape(text);
        }
        catch (ArgumentException)
        {
            throw new InvalidDataException($"{path}: line {number}: '{text}' has an unknown escape");
        }
    }

    private bool EndsWith(string text)
    {
        if (_seen.Length < text.Length)
        {
            return false;
        }

        for (int i = 1; i <= text.Length; i++)
        {
            if (_seen[^i] != text[^i])
            {
                return false;
            }
        }

        return true;
    }

    private void Advance()
    {
        while (_next < _lines.Count && _lines[_next].Verb != Verb.Expect)
        {
            Line line = _lines[_next++];
            if (line.Verb == Verb.Exit)
            {
                ExitCode = line.Code;
                return;
            }

            foreach (byte value in Encoding.UTF8.GetBytes(line.Text))
            {
                Send?.Invoke(value);
            }
        }

        if (_next == _lines.Count)
        {
            ExitCode = 0;
        }
    }

    private sealed record Line(int Number, Verb Verb, string Text, int Code);
}
