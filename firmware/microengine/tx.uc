// Microengine 7: cuts frames into TBUF elements and validates them in order. The slot or buffer is finished when its last
// element has been copied; the MAC adds padding and FCS.

#include "lib/svnic.uc"

#define TX_SEQUENCE_0       0x0060
#define TBUF_CONTROL        0x1800
#define ELEMENT_BYTES       64
#define IN_FLIGHT_LIMIT     96
#define CONTROL_SOP         9
#define CONTROL_EOP         8

.reg $entry0 $entry1 $control0 $control1 $sequence
.xfer_order $entry0 $entry1
.xfer_order $control0 $control1
.reg $word zero reftable frame desc port left address element sent bytes indirect sop tx_sequence gone tx_taken
.reg begun spent
.sig volatile work
.addr work SIG_WORK
.sig got copied put_done

    br=ctx[0, begin#]
    ctx_arb[kill]
begin#:
    immed[zero, 0]
    immed[element, 0]
    immed[sent, 0]
    immed[gone, 0]
    immed[tx_taken, TX_TAKEN]
    immed[tx_sequence, TX_SEQUENCE_0]
    immed[spent, 0]
    br[look#]

next_frame#:
    local_csr_rd[timestamp_low]
    immed[left, 0]
    alu[left, left, -, begun]
    alu[spent, spent, +, left]
look#:
    scratch[get, $entry0, zero, (RING_TX << 2), 2], ctx_swap[got]
    alu[frame, --, B, $entry0]
    bne[transmit#]
    alu[--, --, B, spent]
    beq[sleep#]
    .begin
        .reg counters
        immed32(counters, GLOBAL_COUNTERS)
        alu[$word, --, B, spent]
        sram[add, $word, counters, CNT_TX_TIME], ctx_swap[put_done]
        immed[spent, 0]
    .end
    br[look#]
sleep#:
    ctx_arb[work]
    br[look#]

transmit#:
    local_csr_rd[timestamp_low]
    immed[begun, 0]
    scratch[incr, --, tx_taken, 0]
    cap[fast_wr, ROOM_SCHED, INTERTHREAD_SIG]
    alu[desc, --, B, $entry1]
    alu_shf[port, --, B, desc, >>DESC_SOURCE_SHIFT]
    alu_shf[left, --, B, desc, <<16]
    alu_shf[left, --, B, left, >>16]
    alu[address, --, B, frame]
    alu_shf[sop, --, B, 1, <<CONTROL_SOP]

next_element#:
    // Room: elements handed over less elements sent, as last looked up.
    .begin
        .reg used
        alu[used, sent, -, gone]
        alu[used, used, AND, 0xff]
        alu[--, used, -, IN_FLIGHT_LIMIT]
        blo[room#]
        msf[read, $sequence, tx_sequence, 0, 1], ctx_swap[got]
        alu[gone, $sequence, AND, 0xff]
        alu[used, sent, -, gone]
        alu[used, used, AND, 0xff]
        alu[--, used, -, IN_FLIGHT_LIMIT]
        blo[room#]
        immed[used, 40]
        sleep_for(used)
        br[next_element#]
    .end
room#:
    immed[bytes, ELEMENT_BYTES]
    alu[--, left, -, ELEMENT_BYTES]
    bgt[whole_element#]
    alu[bytes, --, B, left]
whole_element#:
    .begin
        .reg count
        alu[count, bytes, -, 1]
        alu_shf[count, 0x10, OR, count, >>3]
        alu_shf[indirect, 0x10, OR, count, <<21]
        alu_shf[indirect, indirect, OR, element, <<11]
        alu_shf[indirect, indirect, OR, 1, <<18]
        dram[tbuf_wr, --, address, 0, max_8], indirect_ref, sig_done[copied]
    .end
    alu[left, left, -, bytes]
    .begin
        .reg control
        alu_shf[control, port, OR, bytes, <<24]
        alu[control, control, OR, sop]
        alu[--, --, B, left]
        bne[not_last#]
        alu_shf[control, control, OR, 1, <<CONTROL_EOP]
not_last#:
        alu[$control0, --, B, control]
        alu[$control1, --, B, 0]
        immed[control, TBUF_CONTROL]
        alu_shf[control, control, OR, element, <<3]
        ctx_arb[copied]
        msf[write, $control0, control, 0, 2], ctx_swap[put_done]
    .end
    immed[sop, 0]
    alu[address, address, +, ELEMENT_BYTES]
    alu[element, element, +, 1]
    alu[element, element, AND, 0x7f]
    alu[sent, sent, +, 1]
    alu[--, --, B, left]
    bne[next_element#]
    finish_frame(frame, desc)
    br[next_frame#]
