namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>A word of the source.</summary>
/// <param name="Kind">Sort of word.</param>
/// <param name="Text">Its characters.</param>
/// <param name="Position">Where it was written.</param>
/// <param name="SpaceBefore">White space separates it from the token before.</param>
/// <param name="Frame">The macro expansion whose body it comes from, or null.</param>
internal sealed record Token(
    TokenKind Kind, string Text, SourcePosition Position, bool SpaceBefore, MacroFrame? Frame = null)
{
    public bool Is(string punctuation) => Kind == TokenKind.Punctuation && Text == punctuation;

    public bool IsWord(string word) =>
        Kind == TokenKind.Identifier && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
