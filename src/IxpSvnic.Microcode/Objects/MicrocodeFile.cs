namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// Object files by their extension: <c>.bin</c> and <c>.ucode</c> are read and written, <c>.list</c> is written.
/// </summary>
public static class MicrocodeFile
{
    /// <summary>Reads an object file; a malformed one gives an <see cref="ObjectFormatException"/>.</summary>
    public static MicrocodeImage Read(string path) => Extension(path) switch
    {
        ".bin" => RawWords.Read(File.ReadAllBytes(path), path),
        ".ucode" => UcodeReader.Read(File.ReadAllText(path), path),
        string other => throw new ObjectFormatException($"{path}: '{other}' is neither .bin nor .ucode"),
    };

    /// <summary>Writes an image in the form the extension asks for.</summary>
    public static void Write(MicrocodeImage image, string path)
    {
        switch (Extension(path))
        {
            case ".bin":
                File.WriteAllBytes(path, RawWords.Write(image.Words));
                break;
            case ".ucode":
                File.WriteAllText(path, UcodeWriter.Write(image, path));
                break;
            case ".list":
                using (StreamWriter output = new(path))
                {
                    ListingWriter.Write(image, output);
                }

                break;
            case string other:
                throw new ObjectFormatException($"{path}: '{other}' is neither .bin, .ucode nor .list");
        }
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}
