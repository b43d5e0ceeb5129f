namespace IxpSvnic.Machine.Reporting;

/// <summary>The resource that limits a run, how busy it was, and the reasoning in words.</summary>
public sealed record Bottleneck(string Resource, double Utilisation, string Because);
