namespace IxpSvnic.Microcode.Instructions;

/// <summary>What a register operand of a microengine instruction names (operand codes of both field widths).</summary>
public enum OperandKind : byte
{
    /// <summary><c>--</c>, or an operand the instruction does not have.</summary>
    None,

    /// <summary>Context-relative register of bank A; the value is its number in the context's window.</summary>
    GprA,

    /// <summary>Context-relative register of bank B.</summary>
    GprB,

    /// <summary>Absolute register 0-127 of bank A.</summary>
    GprAAbsolute,

    /// <summary>Absolute register 0-127 of bank B.</summary>
    GprBAbsolute,

    /// <summary><c>$n</c>: S transfer register; the in-register as a source, the out-register as a destination.</summary>
    SXfer,

    /// <summary><c>$$n</c>: D transfer register.</summary>
    DXfer,

    /// <summary><c>n$n</c>: next-neighbour register, context relative.</summary>
    NextNeighbour,

    /// <summary><c>*l$index0[k]</c>: local memory word (LM_ADDR_0 OR k); the value is k.</summary>
    LocalMemory0,

    /// <summary><c>*l$index0++</c>.</summary>
    LocalMemory0PostInc,

    /// <summary><c>*l$index0--</c>.</summary>
    LocalMemory0PostDec,

    /// <summary><c>*l$index1[k]</c>.</summary>
    LocalMemory1,

    /// <summary><c>*l$index1++</c>.</summary>
    LocalMemory1PostInc,

    /// <summary><c>*l$index1--</c>.</summary>
    LocalMemory1PostDec,

    /// <summary><c>*$index</c>: S transfer register selected by T_INDEX.</summary>
    SIndex,

    /// <summary><c>*$index++</c>.</summary>
    SIndexInc,

    /// <summary><c>*$index--</c>.</summary>
    SIndexDec,

    /// <summary><c>*$$index</c>: D transfer register selected by T_INDEX.</summary>
    DIndex,

    /// <summary><c>*$$index++</c>.</summary>
    DIndexInc,

    /// <summary><c>*$$index--</c>.</summary>
    DIndexDec,

    /// <summary><c>*n$index</c>: next-neighbour ring at NN_GET, not advanced; source only.</summary>
    NnIndex,

    /// <summary><c>*n$index++</c>: ring read at NN_GET as a source, ring write at NN_PUT as a destination.</summary>
    NnIndexInc,

    /// <summary>Constant 0-255; the value is the constant.</summary>
    Constant,
}
