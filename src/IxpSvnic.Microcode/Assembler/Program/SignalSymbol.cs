using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>A declared signal, before and after it has a number.</summary>
internal sealed class SignalSymbol(string name, Token declaration)
{
    public string Name { get; } = name;

    public Token Declaration { get; } = declaration;

    public int Index { get; set; }

    /// <summary>Never shares its number: volatile, raised from outside, or its number is used as data.</summary>
    public bool IsPinned { get; set; }

    public bool IsUsed { get; set; }

    /// <summary>Some command raises n and n+1 for it.</summary>
    public bool IsPair { get; set; }

    /// <summary>A wait on the name means both halves: a command with a pair raises it by <c>sig_done</c>.</summary>
    public bool WaitsForPair { get; set; }

    /// <summary>A command with one signal raises it by <c>sig_done</c>.</summary>
    public bool RaisedSingly { get; set; }

    /// <summary>Some instruction waits for it or tests it.</summary>
    public bool IsAwaited { get; set; }

    public int FixedNumber { get; set; } = -1;

    public int Number { get; set; } = -1;

    public override string ToString() => Name;
}
