namespace IxpSvnic.Microcode.Assembler.Program;

internal enum NodeKind
{
    Instruction,

    /// <summary>No instruction: names are defined or used here, or a trace point stands here.</summary>
    Annotation,

    /// <summary>Control may come here from outside.</summary>
    Entry,
}
