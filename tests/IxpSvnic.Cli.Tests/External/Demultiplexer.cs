using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>The scripts over tshark's output that say what each VIF must have received.</summary>
internal static class Demultiplexer
{
    /// <summary>Null when the folder is exactly what the script expects, else what it says.</summary>
    public static string? Judge(string capture, string folder, string? macs = null, string script = "demultiplex.py")
    {
        Tool.TryRun("tshark", "tshark", null, "--version");
        string path = Path.Combine(AppContext.BaseDirectory, "External", script);
        ToolResult result = Tool.TryRun(
            "python3", "python3", null, macs is null ? [path, capture, folder] : [path, capture, folder, macs]);
        return result.Code == 0 ? null : $"{result.Output}{result.Error}";
    }
}
