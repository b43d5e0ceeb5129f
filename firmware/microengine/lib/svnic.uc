// What the programs of this firmware share. Included once by each.

#include "../layout.uc"
#include "stdmac.uc"

// Sleeps for a number of timestamp ticks (16 cycles each, 1-65535) held in a register.
#macro sleep_for(ticks)
.begin
    .reg now
    .sig alarm
    local_csr_rd[timestamp_low]
    immed[now, 0]
    alu[now, now, +, ticks]
    local_csr_wr[active_ctx_future_count, now]
    local_csr_wr[active_future_count_signal, &alarm]
    ctx_arb[alarm]
.end
#endm

// Adds 1 to a counter in SRAM; base and offset as address operands.
#macro count(base, offset)
    sram[incr, --, base, offset]
#endm

// Address of a VIF's control block.
#macro vcb_of(vcb, vif)
    alu_shf[vcb, --, B, vif, <<VCB_SHIFT]
    alu[vcb, vcb, +16, vcb_table]
#endm

// Finishes one copy of a frame: the last one gives the buffer back or tells the guest's send queue.
// The including program declares reftable and zero (holding 0).
#macro finish_frame(frame, desc)
.begin
    .reg address $word
    .sig done
    br_bclr[desc, DESC_SHARED, last#]
    alu_shf[address, --, B, frame, <<7]             // keep bits 24:11
    alu_shf[address, --, B, address, >>(REF_SHIFT + 7)]
    alu_shf[address, --, B, address, <<2]
    immed32(reftable, REF_TABLE)
    sram[test_and_decr, $word, reftable, address], ctx_swap[done]
    alu[--, $word, -, 1]
    bne[finished#]
last#:
    br_bset[desc, DESC_FROM_GUEST, slot#]
    alu[$word, --, B, frame]
    scratch[put, $word, zero, (RING_FREE << 2), 1], ctx_swap[done]
    br[finished#]
slot#:
    alu_shf[address, 0x3f, AND, frame, >>SEND_SHIFT]
    alu_shf[address, --, B, address, <<2]
    immed[reftable, SQ_DONE]
    sram[incr, --, reftable, address]
finished#:
.end
#endm
