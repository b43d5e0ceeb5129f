namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>A statement with its continuation lines.</summary>
internal sealed class SourceLine(IReadOnlyList<Token> tokens)
{
    public IReadOnlyList<Token> Tokens { get; } = tokens;

    public SourceLineKind Kind { get; init; }

    public MacroFrame? Frame { get; init; }

    /// <summary>The first line as written, for directives that take free text.</summary>
    public string Raw { get; init; } = "";

    /// <summary>A fault found while reading, told when the line turns out to be used.</summary>
    public LexicalFault? Fault { get; init; }

    /// <summary>The word after a leading <c>#</c> in lower case, or empty.</summary>
    public string PreprocessorWord =>
        Tokens.Count > 1 && Tokens[0].Is("#") && Tokens[1].Kind == TokenKind.Identifier
            ? Tokens[1].Text.ToLowerInvariant()
            : "";
}
