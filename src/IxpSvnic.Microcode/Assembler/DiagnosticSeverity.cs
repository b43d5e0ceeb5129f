namespace IxpSvnic.Microcode.Assembler;

/// <summary>Whether a finding prevents an image.</summary>
public enum DiagnosticSeverity
{
    Warning,
    Error,
}
