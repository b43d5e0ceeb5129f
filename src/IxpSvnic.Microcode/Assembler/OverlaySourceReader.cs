namespace IxpSvnic.Microcode.Assembler;

/// <summary>One text under a path of its own, in front of another reader.</summary>
internal sealed class OverlaySourceReader(string path, string text, ISourceReader inner) : ISourceReader
{
    public bool TryRead(string file, out string content)
    {
        if (file == path)
        {
            content = text;
            return true;
        }

        return inner.TryRead(file, out content);
    }
}
