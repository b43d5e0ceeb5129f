namespace IxpSvnic.Microcode.Assembler.Text;

internal enum TokenKind
{
    Identifier,

    /// <summary>Starts with a digit; also option names such as <c>32x32_step1</c>.</summary>
    Number,

    /// <summary>Quoted text, without its quotes.</summary>
    String,
    Punctuation,

    /// <summary>An empty comment, which joins its neighbours.</summary>
    Paste,
}
