namespace IxpSvnic.Microcode.Assembler;

/// <summary>How a program is assembled: where files come from and what is defined before the first line.</summary>
public sealed record AssemblerOptions
{
    /// <summary>Searched for <c>#include</c> after the including file's own folder.</summary>
    public IReadOnlyList<string> IncludeDirectories { get; init; } = [];

    /// <summary>
    /// Symbols defined before the first line (<c>-D name=text</c>); also the values of import variables.
    /// </summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    /// <summary>4 or 8; <c>.num_contexts</c> in the source wins.</summary>
    public int Contexts { get; init; } = 8;

    /// <summary>Registers, signals and labels differ by case; names of the preprocessor always do.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>Gives the text of source files.</summary>
    public ISourceReader Reader { get; init; } = new FileSourceReader();
}
