namespace IxpSvnic.Microcode.Assembler;

/// <summary>Where the assembler gets source files from.</summary>
public interface ISourceReader
{
    /// <summary>The text of a file; false when there is no such file or it cannot be read.</summary>
    bool TryRead(string path, out string text);
}
