namespace IxpSvnic.Microcode.Assembler;

/// <summary>One step of the way from a macro body back to the line that was written by hand.</summary>
public sealed record MacroCall(string Macro, string File, int Line);
