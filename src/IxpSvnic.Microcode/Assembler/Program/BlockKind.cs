namespace IxpSvnic.Microcode.Assembler.Program;

internal enum BlockKind
{
    Scope,
    Local,
    Subroutine,
    Macro,
    If,
    While,
    Repeat,
}
