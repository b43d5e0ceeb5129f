namespace IxpSvnic.Microcode.Assembler.Text;

/// <summary>
/// One expansion of a macro. Tokens of its body carry it, tokens of its arguments keep the caller's: so a name in an
/// argument is looked up where the call stands, even when the body declares the same name.
/// </summary>
internal sealed class MacroFrame(string macro, SourcePosition callSite, MacroFrame? parent)
{
    public string Macro { get; } = macro;

    public SourcePosition CallSite { get; } = callSite;

    public MacroFrame? Parent { get; } = parent;

    public int Depth { get; } = (parent?.Depth ?? 0) + 1;

    /// <summary>The null frame, outside every macro, encloses all.</summary>
    public static bool Encloses(MacroFrame? outer, MacroFrame? inner)
    {
        for (MacroFrame? frame = inner; frame is not null; frame = frame.Parent)
        {
            if (ReferenceEquals(frame, outer))
            {
                return true;
            }
        }

        return outer is null;
    }

    public static MacroFrame? Deeper(MacroFrame? left, MacroFrame? right) =>
        (left?.Depth ?? 0) >= (right?.Depth ?? 0) ? left : right;
}
