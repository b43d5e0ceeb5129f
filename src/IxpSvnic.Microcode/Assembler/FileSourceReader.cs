namespace IxpSvnic.Microcode.Assembler;

/// <summary>Source files from the file system.</summary>
public sealed class FileSourceReader : ISourceReader
{
    public bool TryRead(string path, out string text)
    {
        text = "";
        try
        {
            if (!File.Exists(path))
            {
                return false;
            }

            text = File.ReadAllText(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
