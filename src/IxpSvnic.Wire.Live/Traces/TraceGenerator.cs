using System.Security.Cryptography;
using System.Text;

namespace IxpSvnic.Wire.Live.Traces;

/// <summary>
/// Makes the small captures of the <c>traces</c> folder and the table that says where they come from. The same seed
/// gives
/// the same captures everywhere; a gzipped one is the same once unpacked.
/// </summary>
public static class TraceGenerator
{
    /// <summary>The seed of the committed captures.</summary>
    public const ulong DefaultSeed = 2400;

    private const string TableName = "README.md";

    /// <summary>Writes every capture and the table into a folder, made if need be; returns the paths written.</summary>
    /// <exception cref="IOException">The folder or a file cannot be written.</exception>
    public static IReadOnlyList<string> Generate(string directory, ulong seed = DefaultSeed)
    {
        Directory.CreateDirectory(directory);
        var written = new List<string>();
        var rows = new StringBuilder();
        for (int i = 0; i < TraceCatalogue.Files.Count; i++)
        {
            TraceFile file = TraceCatalogue.Files[i];
            string path = Path.Combine(directory, file.Name);

            // Its own generator for each file: a file added later does not change the others.
            file.Write(path, new TraceRandom(seed ^ ((ulong)(i + 1) << 32)));
            string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            rows.Append($"| `{file.Name}` | {file.Content} | `{hash}` |\n");
            written.Add(path);
        }

        string table = Path.Combine(directory, TableName);
        File.WriteAllText(table, $"""
            # Captures

            Made by `ixpsvnic traces --seed {seed} -o traces` (`TraceGenerator`, frames crafted with
            PacketDotNet); no real traffic, no real addresses. Licence: the project's own. A test makes them
            again and compares every byte, of the gzipped one after unpacking. Lengths are without the FCS
            unless said otherwise.

            | file | what it holds | sha256 |
            |---|---|---|
            {rows.ToString().TrimEnd('\n')}

            """.ReplaceLineEndings("\n"));
        written.Add(table);
        return written;
    }
}
