namespace IxpSvnic.Microcode.Assembler;

/// <summary>Source files held in memory, by exact path.</summary>
public sealed class MemorySourceReader(IReadOnlyDictionary<string, string> files) : ISourceReader
{
    public bool TryRead(string path, out string text)
    {
        bool found = files.TryGetValue(path.Replace('\\', '/'), out string? content);
        text = content ?? "";
        return found;
    }
}
