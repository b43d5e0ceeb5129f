namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>Where an included file may lie, in the order to look.</summary>
internal static class IncludePath
{
    public static IEnumerable<string> Candidates(
        string name,
        string includer,
        bool quoted,
        IReadOnlyList<string> directories)
    {
        if (quoted)
        {
            yield return Combine(Path.GetDirectoryName(includer) ?? "", name);
        }

        foreach (string directory in directories)
        {
            yield return Combine(directory, name);
        }

        if (!quoted)
        {
            yield return Combine(Path.GetDirectoryName(includer) ?? "", name);
        }
    }

    private static string Combine(string directory, string name)
    {
        string path = Path.Combine(directory, name).Replace('\\', '/');
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
