using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>The script over tshark's output that says what each VIF must have received.</summary>
internal static class Demultiplexer
{
    /// <summary>Null when the folder is exactly what the script expects, else what it says.</summary>
    public static string? Judge(string capture, string folder, string? macs = null)
    {
        Tool.TryRun("tshark", "tshark", null, "--version");
        string script = Path.Combine(AppContext.BaseDirectory, "External", "demultiplex.py");
        ToolResult result = Tool.TryRun(
            "python3", "python3", null, macs is null ? [script, capture, folder] : [script, capture, folder, macs]);
        return result.Code == 0 ? null : $"{result.Output}{result.Error}";
    }
}
