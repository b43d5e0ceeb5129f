namespace IxpSvnic.Firmware.Tests;

/// <summary>Finds the firmware's sources from wherever the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The firmware under test on this thread; null = the repository's.</summary>
    [field: ThreadStatic]
    public static string? Substitute { get; set; }

    public static string Firmware => Substitute ?? Original;

    public static string Original => Path.Combine(Root, "firmware", "microengine");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IxpSvnic.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no IxpSvnic.sln above {AppContext.BaseDirectory}");
    }
}
