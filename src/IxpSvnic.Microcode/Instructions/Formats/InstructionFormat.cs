namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>Where the fields of one class of instructions lie, and how they are written.</summary>
internal abstract class InstructionFormat
{
}
