namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>How much of the destination an instruction of the immed family replaces.</summary>
internal enum ImmediatePart : byte
{
    Whole,
    Half,
    Byte,
}
