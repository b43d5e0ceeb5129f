namespace IxpSvnic.Microcode.Assembler.Text;

internal enum SourceLineKind
{
    Statement,

    /// <summary>A macro's body begins: a scope for its labels and registers.</summary>
    ScopeOpen,
    ScopeClose,
}
