using System.Text;

namespace IxpSvnic.Machine;

/// <summary>Keeps what came out of the UART, and hands each character on.</summary>
public sealed class ConsoleLog
{
    private const int TailCharacters = 400;

    private readonly StringBuilder _text = new();

    /// <summary>Receives every character as well.</summary>
    public Action<byte>? Sink { get; set; }

    public string Text => _text.ToString();

    /// <summary>The last lines.</summary>
    public string Tail
    {
        get
        {
            string text = Text.Replace("\r", "", StringComparison.Ordinal).Trim();
            return (text.Length > TailCharacters ? text[^TailCharacters..] : text).Replace("\n", " | ", StringComparison.Ordinal);
        }
    }

    public void Add(byte character)
    {
        _text.Append((char)character);
        Sink?.Invoke(character);
    }
}
