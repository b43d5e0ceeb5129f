namespace IxpSvnic.Wire.Tests;

/// <summary>Reads the vector files beside the tests.</summary>
internal static class Vector
{
    /// <summary>The fields of each line that is not a comment.</summary>
    public static IEnumerable<string[]> Read(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", name))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
