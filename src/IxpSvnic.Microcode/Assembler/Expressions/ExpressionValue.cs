namespace IxpSvnic.Microcode.Assembler.Expressions;

/// <summary>A number, or a text where a string function gives one.</summary>
internal readonly record struct ExpressionValue(long Number, string? Text = null);
