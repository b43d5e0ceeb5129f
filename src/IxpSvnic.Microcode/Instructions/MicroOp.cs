namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// What the engine does for an instruction: one member per distinct behaviour. Operands, shifts, masks and
/// parameters are in the <see cref="DecodedInstruction"/>. Source: chapters 2 and 3 of the MEv2 reference.
/// </summary>
public enum MicroOp : byte
{
    /// <summary>Not an instruction; never in a table row.</summary>
    Illegal,

    // 32-bit arithmetic and logic, no shift

    /// <summary>dest = B</summary>
    AluB,

    /// <summary>dest = ~B</summary>
    AluNotB,

    /// <summary>A + B</summary>
    AluAdd,

    /// <summary>A + B + C</summary>
    AluAddCarry,

    /// <summary>A + B[7:0]</summary>
    AluAdd8,

    /// <summary>A + B[15:0]</summary>
    AluAdd16,

    /// <summary>A - B, C = no borrow</summary>
    AluSub,

    /// <summary>A + ~B + C</summary>
    AluSubCarry,

    /// <summary>B - A</summary>
    AluReverseSub,
    AluAnd,
    AluOr,
    AluXor,

    /// <summary>~A &amp; B</summary>
    AluNotAnd,

    /// <summary>A &amp; ~B</summary>
    AluAndNot,

    // alu_shf: the same with a shifted B operand
    ShfB,
    ShfNotB,
    ShfAnd,
    ShfNotAnd,
    ShfAndNot,
    ShfOr,

    // the shifter's other uses

    /// <summary>Arithmetic right shift of B; the fill is bit 31 of the previous result.</summary>
    Asr,

    /// <summary>Low word of {A,B} shifted right.</summary>
    DblShf,

    /// <summary>Operand is B.</summary>
    ByteAlignBe,

    /// <summary>Operand is A.</summary>
    ByteAlignLe,

    // bit search and count

    /// <summary>Operand is B.</summary>
    Ffs,

    /// <summary>Operand is B, as in the other two.</summary>
    PopCount1,
    PopCount2,
    PopCount3,

    // CAM
    CamClear,

    /// <summary>Operand is A.</summary>
    CamLookup,

    /// <summary>A is the tag, B the entry, Parameter the state.</summary>
    CamWrite,

    /// <summary>B is the entry, Parameter the state.</summary>
    CamWriteState,

    /// <summary>B is the entry.</summary>
    CamReadTag,

    /// <summary>B is the entry.</summary>
    CamReadState,

    // CRC

    /// <summary>Operand is B.</summary>
    CrcBe,

    /// <summary>Operand is B.</summary>
    CrcLe,

    // immediates

    /// <summary>Also consumes the value of a preceding local CSR read.</summary>
    Nop,

    /// <summary>dest = Immediate (final 32-bit value), or the value of a preceding local CSR read.</summary>
    Immed,

    /// <summary>dest = (A &amp; ~ImmediateMask) | Immediate, as in the byte forms; A names the destination again.</summary>
    ImmedW0,
    ImmedW1,
    ImmedB0,
    ImmedB1,
    ImmedB2,
    ImmedB3,

    // fields

    /// <summary>B is the source, A names the destination again.</summary>
    LdField,

    /// <summary>B is the source, A is none.</summary>
    LdFieldClear,

    // branches
    Br,
    BrEq,
    BrNe,
    BrMi,
    BrPl,
    BrCs,
    BrCc,
    BrVs,
    BrVc,
    BrGe,
    BrLt,
    BrLe,
    BrGt,

    /// <summary>Parameter is the context.</summary>
    BrCtx,
    BrNotCtx,

    /// <summary>Parameter is the signal, tested and cleared.</summary>
    BrSignal,
    BrNotSignal,

    /// <summary>Parameter is the state.</summary>
    BrInpState,
    BrNotInpState,

    /// <summary>A is the register, Parameter the bit.</summary>
    BrBset,
    BrBclr,

    /// <summary>A is the register, Parameter the byte, CompareValue the value.</summary>
    BrByteEqual,
    BrByteNotEqual,

    /// <summary>PC = A + Target; <c>rtn</c> is a jump with target 0.</summary>
    Jump,

    // contexts
    CtxArb,

    // multiplier

    /// <summary>A is the multiplicand, B the multiplier, in every step.</summary>
    MulStart,
    MulStep1,
    MulStep2,
    MulStep3,
    MulStep4,

    /// <summary>dest = low half; the row tells 24x8, 16x16 and 32x32 apart, the value does not.</summary>
    MulLast,

    /// <summary>dest = high half.</summary>
    MulLast2,

    // local CSRs

    /// <summary>Csr is the number; the next instruction must be an immed.</summary>
    LocalCsrRead,

    /// <summary>A is the value.</summary>
    LocalCsrWrite,

    // sram commands
    SramRead,
    SramWrite,
    SramSwap,
    SramSet,
    SramTestAndSet,
    SramClr,
    SramTestAndClr,
    SramAdd,
    SramTestAndAdd,
    SramIncr,
    SramTestAndIncr,
    SramDecr,
    SramTestAndDecr,
    SramPut,
    SramGet,
    SramJournal,
    SramFastJournal,
    SramDequeue,
    SramEnqueue,
    SramEnqueueTail,
    SramCsrWr,
    SramCsrRd,
    SramWrQdesc,
    SramWrQdescCount,
    SramRdQdescOther,
    SramRdQdescTail,
    SramRdQdescHead,

    // scratch commands
    ScratchRead,
    ScratchWrite,
    ScratchSwap,
    ScratchSet,
    ScratchTestAndSet,
    ScratchClr,
    ScratchTestAndClr,
    ScratchAdd,
    ScratchTestAndAdd,
    ScratchSub,
    ScratchTestAndSub,
    ScratchIncr,
    ScratchTestAndIncr,
    ScratchDecr,
    ScratchTestAndDecr,
    ScratchGet,
    ScratchPut,

    // dram commands
    DramRead,
    DramWrite,
    DramRbufRd,
    DramTbufWr,

    // cap, pci, hash and msf commands

    /// <summary>Csr is the chip CSR number, as in the next three.</summary>
    CapReadCsr,
    CapWriteCsr,

    /// <summary>Data is the previous result.</summary>
    CapFastWrAlu,

    /// <summary>Data is Immediate (14 bits).</summary>
    CapFastWrConst,

    /// <summary>Address = A + B.</summary>
    CapRead,
    CapWrite,
    PciRead,
    PciWrite,

    /// <summary>Count operands in transfer registers; no address.</summary>
    Hash48,
    Hash64,
    Hash128,
    MsfRead,
    MsfRead64,
    MsfWrite,
    MsfWrite64,

    /// <summary>A + B is data &lt;&lt; 16 | address.</summary>
    MsfFastWr,
}
