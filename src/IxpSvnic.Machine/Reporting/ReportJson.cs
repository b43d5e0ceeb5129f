using System.Text.Json;

namespace IxpSvnic.Machine.Reporting;

/// <summary>The JSON form of reports: camel case, indented, stable order.</summary>
public static class ReportJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write(ReplayReport report) => JsonSerializer.Serialize(report, Options) + "\n";
}
