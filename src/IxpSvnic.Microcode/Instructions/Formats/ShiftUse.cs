namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>What an instruction of the shifter's class does with the shift fields.</summary>
internal enum ShiftUse : byte
{
    /// <summary>alu_shf: any shift of operand B.</summary>
    Any,

    /// <summary>dbl_shf: right only, its own control code.</summary>
    Double,

    /// <summary>asr: right only.</summary>
    Arithmetic,

    /// <summary>byte_align: the fields are fixed.</summary>
    Fixed,
}
