namespace IxpSvnic.Cli.Tests.Bench;

/// <summary>What a program left.</summary>
internal readonly record struct ToolResult(int Code, string Output, string Error);
