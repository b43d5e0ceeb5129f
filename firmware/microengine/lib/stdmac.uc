// Everyday macros: constants of any size, arithmetic with them, shifts, bits, fields, CSRs.
// "dst" and "src" are registers; "value" and "n" may be constants, and registers where the line above the macro says so.
// A macro that needs a scratch register declares its own.

#ifndef STDMAC_UC
#define STDMAC_UC

// dst = value, any constant of 32 bits: one instruction where a form of immed holds it, else two.
#macro immed32(dst, value)
#if (!isnum(value))
    immed[dst, value]
#elif (((value) & 0xffff0000) == 0 || ((value) | 0xffff) == 0xffffffff || ((value) & 0xff0000ff) == 0 || ((value) & 0xffff) == 0)
    immed[dst, (value)]
#else
    immed[dst, ((value) & 0xffff)]
    immed_w1[dst, ((value) >> 16)]
#endif
#endm

// dst = src, a register or a constant.
#macro move(dst, src)
#if (isnum(src))
    immed32(dst, src)
#else
    alu[dst, --, B, src]
#endif
#endm

// dst = src op value; value is a register or a constant of any size.
#macro alu_op(dst, src, op, value)
#if (!isnum(value))
    alu[dst, src, op, value]
#elif ((value) >= 0 && (value) <= 255)
    alu[dst, src, op, (value)]
#else
.begin
    .reg big
    immed32(big, value)
    alu[dst, src, op, big]
.end
#endif
#endm

// dst = src + value
#macro add(dst, src, value)
#if (isnum(value))
#if ((value) < 0)
    alu_op(dst, src, -, (0 - (value)))
#else
    alu_op(dst, src, +, value)
#endif
#else
    alu_op(dst, src, +, value)
#endif
#endm

// dst = src - value
#macro sub(dst, src, value)
    alu_op(dst, src, -, value)
#endm

// dst = src & value; a mask whose complement is small is taken as the complement.
#macro and(dst, src, value)
#if (isnum(value))
#if ((~(value)) <= 255)
    alu[dst, src, AND~, (~(value))]
#else
    alu_op(dst, src, AND, value)
#endif
#else
    alu_op(dst, src, AND, value)
#endif
#endm

// dst = src | value
#macro or(dst, src, value)
    alu_op(dst, src, OR, value)
#endm

// dst = src ^ value
#macro xor(dst, src, value)
    alu_op(dst, src, XOR, value)
#endm

// dst = src << n; n is a register or a constant 0-31.
#macro shift_left(dst, src, n)
#if (isnum(n))
    alu_shf[dst, --, B, src, <<(n)]
#else
    alu[--, n, OR, 0]
    alu_shf[dst, --, B, src, <<indirect]
#endif
#endm

// dst = src >> n, unsigned; n is a register or a constant 0-31.
#macro shift_right(dst, src, n)
#if (isnum(n))
    alu_shf[dst, --, B, src, >>(n)]
#else
    alu[--, n, OR, 0]
    alu_shf[dst, --, B, src, >>indirect]
#endif
#endm

// dst = src >> n, signed; n is a constant 1-31.
#macro shift_right_signed(dst, src, n)
    alu[--, --, B, src]
    asr[dst, src, >>(n)]
#endm

// dst = src with bit n set; n is a constant 0-31.
#macro set_bit(dst, src, n)
    alu_shf[dst, src, OR, 1, <<(n)]
#endm

// dst = src with bit n clear; n is a constant 0-31.
#macro clear_bit(dst, src, n)
    alu_shf[dst, src, AND~, 1, <<(n)]
#endm

// dst = the field of src that is width bits wide and starts at bit low; constants.
#macro extract(dst, src, low, width)
#if ((width) <= 0 || (low) < 0 || (low) + (width) > 32)
#error "extract: the field does not lie in a word"
#elif ((low) + (width) == 32)
    alu_shf[dst, --, B, src, >>(low)]
#elif ((width) <= 8)
    alu_shf[dst, ((1 << (width)) - 1), AND, src, >>(low)]
#else
    alu_shf[dst, --, B, src, <<(32 - (low) - (width))]
    alu_shf[dst, --, B, dst, >>(32 - (width))]
#endif
#endm

// dst = src rounded up to a multiple of n, a constant power of two up to 128.
#macro align_up(dst, src, n)
    alu[dst, src, +, ((n) - 1)]
    alu[dst, dst, AND~, ((n) - 1)]
#endm

// dst = the smaller of a and b, unsigned; two registers, dst may be a.
#macro min(dst, a, b)
    alu[--, a, -, b]
    blo[first#]
    alu[dst, --, B, b]
    br[done#]
first#:
    alu[dst, --, B, a]
done#:
#endm

// dst = the larger of a and b, unsigned; two registers, dst may be a.
#macro max(dst, a, b)
    alu[--, a, -, b]
    bhs[first#]
    alu[dst, --, B, b]
    br[done#]
first#:
    alu[dst, --, B, a]
done#:
#endm

// dst = low 32 bits of a * b, unsigned; two registers.
#macro multiply(dst, a, b)
    mul_step[a, b], start
    mul_step[a, b], 32x32_step1
    mul_step[a, b], 32x32_step2
    mul_step[a, b], 32x32_step3
    mul_step[a, b], 32x32_step4
    mul_step[dst, --], 32x32_last
#endm

// high:low = a * b, unsigned; two registers.
#macro multiply64(low, high, a, b)
    mul_step[a, b], start
    mul_step[a, b], 32x32_step1
    mul_step[a, b], 32x32_step2
    mul_step[a, b], 32x32_step3
    mul_step[a, b], 32x32_step4
    mul_step[low, --], 32x32_last
    mul_step[high, --], 32x32_last2
#endm

// dst = number of one bits in src.
#macro count_ones(dst, src)
    pop_count1[src]
    pop_count2[src]
    pop_count3[dst, src]
#endm

// dst = a local CSR.
#macro read_csr(dst, csr)
    local_csr_rd[csr]
    immed[dst, 0]
#endm

// A local CSR = src, a register or a constant; the new value holds after three more instructions.
#macro write_csr(csr, src)
#if (isnum(src))
#if ((src) >= 0 && (src) <= 255)
    local_csr_wr[csr, (src)]
#else
.begin
    .reg big
    immed32(big, src)
    local_csr_wr[csr, big]
.end
#endif
#else
    local_csr_wr[csr, src]
#endif
#endm

// Does nothing for n cycles; n is a constant.
#macro idle(n)
#repeat (n)
    nop
#endloop
#endm

// Points local memory pointer "which" (0 or 1) at a byte address and waits until it holds.
#macro point_local_memory(which, address)
    write_csr(ACTIVE_LM_ADDR_/**/which, address)
    idle(3)
#endm

// Gives up the engine and comes back when the other ready contexts have had their turn.
#macro yield()
    ctx_arb[voluntary]
#endm

#endif
