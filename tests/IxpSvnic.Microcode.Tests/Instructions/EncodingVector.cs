namespace IxpSvnic.Microcode.Tests.Instructions;

/// <summary>One line of an encoding vector file.</summary>
public sealed record EncodingVector(ulong Word, string Canonical, string Written)
{
    public static readonly string[] Files = ["proven.txt", "derived.txt", "computed.txt", "fields.txt"];

    public static IEnumerable<EncodingVector> All => Files.SelectMany(Read);

    public static IEnumerable<EncodingVector> Read(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Vectors", file);
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] parts = [.. line.Split(" | ").Select(part => part.Trim())];
            yield return new EncodingVector(Convert.ToUInt64(parts[0], 16), parts[1], parts[^1]);
        }
    }

    public override string ToString() => $"{Word:x10} {Written}";
}
