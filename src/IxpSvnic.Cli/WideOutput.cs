using System.Text;
using Spectre.Console;

namespace IxpSvnic.Cli;

/// <summary>Standard output for tables, never narrower than they are, so that redirected text is not folded.</summary>
internal sealed class WideOutput(TextWriter writer) : IAnsiConsoleOutput
{
    private const int Columns = 220;

    public TextWriter Writer { get; } = writer;

    public bool IsTerminal => !Console.IsOutputRedirected;

    public int Width => Columns;

    public int Height => 50;

    public void SetEncoding(Encoding encoding)
    {
    }
}
