using System.Text.Json;

namespace IxpSvnic.Machine.Reporting;

/// <summary>The JSON form of reports: camel case, indented, stable order.</summary>
public static class ReportJson
{
    /// <summary>Name of the report in an output folder.</summary>
    public const string FileName = "report.json";

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write(ReplayReport report) => JsonSerializer.Serialize(report, Options) + "\n";
}
