namespace IxpSvnic.Microcode.Objects;

/// <summary>A word, number or mark of a <c>.ucode</c> file and the line it stands in.</summary>
internal readonly record struct UcodeToken(string Text, int Line)
{
    public bool IsName => char.IsLetter(Text[0]) || Text[0] == '_';

    public bool IsNumber => char.IsDigit(Text[0]);
}
