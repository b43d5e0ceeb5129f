namespace IxpSvnic.Microcode.Objects;

/// <summary>Where in the source an instruction came from.</summary>
public readonly record struct SourceLocation(string File, int Line)
{
    public override string ToString() => string.IsNullOrEmpty(File) ? "" : $"{File}:{Line}";
}
