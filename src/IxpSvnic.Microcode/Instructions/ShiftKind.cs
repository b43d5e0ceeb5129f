namespace IxpSvnic.Microcode.Instructions;

/// <summary>How <c>alu_shf</c>, <c>ld_field</c>, <c>asr</c> and <c>dbl_shf</c> shift their operand.</summary>
public enum ShiftKind : byte
{
    None,

    /// <summary><c>&lt;&lt;n</c>, n 1-31.</summary>
    Left,

    /// <summary><c>&gt;&gt;n</c>, n 1-31.</summary>
    Right,

    /// <summary><c>&gt;&gt;rotn</c>, n 1-31; a left rotation by n is kept as a right one by 32-n.</summary>
    RotateRight,

    /// <summary><c>&lt;&lt;indirect</c>: by the low five bits of the previous instruction's A operand.</summary>
    LeftIndirect,

    /// <summary><c>&gt;&gt;indirect</c>.</summary>
    RightIndirect,
}
