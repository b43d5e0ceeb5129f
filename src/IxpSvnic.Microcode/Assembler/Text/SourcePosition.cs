namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>A character in a source file; line and column count from 1.</summary>
internal readonly record struct SourcePosition(string File, int Line, int Column);
