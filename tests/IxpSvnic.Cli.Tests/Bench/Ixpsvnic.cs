namespace IxpSvnic.Cli.Tests.Bench;

/// <summary>The built command, as a process.</summary>
internal static class Ixpsvnic
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "ixpsvnic.dll");

    public static ToolResult Run(params IEnumerable<string> arguments) => RunIn(null, arguments);

    public static ToolResult RunIn(string? folder, params IEnumerable<string> arguments) =>
        Tool.TryRun("dotnet", "dotnet-sdk-10.0", folder, [Path, .. arguments]);
}
