// Microengine 6: chooses what goes to the wire next. Context 0 sorts the frames into a queue per VIF; context 1 gives every
// VIF that has frames its turn, round robin, each as many frames a turn as the weight in its control block says. A queue
// never overflows: it has a place for every slot of its VIF, and a slot has one copy for the wire at most.

#include "lib/svnic.uc"

// Frames that tx has not taken yet; few, so that the order is chosen late
#define AHEAD           8

// Local memory, a word a VIF: frames queued so far, then frames scheduled so far
#define PUT_COUNTS      0
#define TAKE_COUNTS     0x100

.reg @waiting_lo @waiting_hi
.reg zero frame desc vif queues place
.sig volatile work queued room
.addr work SIG_WORK
.addr room SIG_ROOM

    immed[zero, 0]
    immed32(queues, WIRE_QUEUES)
    br=ctx[0, sort_frames#]
    br=ctx[1, schedule_frames#]
    ctx_arb[kill]

sort_frames#:
.begin
    .reg $entry0 $entry1 $out0 $out1
    .xfer_order $entry0 $entry1
    .xfer_order $out0 $out1
    .sig got wrote
    immed[@waiting_lo, 0]
    immed[@waiting_hi, 0]
    .begin
        .reg address
        immed[address, 0]
clear#:
        point_local_memory(0, address)
        alu[*l$index0, --, B, 0]
        alu[address, address, +, 4]
        br_bclr[address, 9, clear#]
    .end
next_frame#:
    scratch[get, $entry0, zero, (RING_WIRE << 2), 2], ctx_swap[got]
    alu[frame, --, B, $entry0]
    bne[sort#]
    ctx_arb[work]
    br[next_frame#]
sort#:
    alu[$out0, --, B, frame]
    alu[$out1, --, B, $entry1]
    alu_shf[vif, 0x3f, AND, frame, >>SEND_SHIFT]
    alu_shf[place, --, B, vif, <<2]
    point_local_memory(0, place)
    .begin
        .reg count offset
        alu[count, --, B, *l$index0]
        alu[offset, count, AND, (SLOT_COUNT - 1)]
        alu_shf[offset, --, B, offset, <<3]
        alu_shf[offset, offset, OR, vif, <<WIRE_QUEUE_SHIFT]
        sram[write, $out0, queues, offset, 2], ctx_swap[wrote]
        alu[count, count, +, 1]
        alu[*l$index0, --, B, count]
    .end
    .begin
        .reg one
        immed[one, 1]
        alu[--, vif, OR, 0]
        alu_shf[one, --, B, one, <<indirect]
        br_bset[vif, 5, upper_half#]
        alu[@waiting_lo, one, OR, @waiting_lo]
        br[marked#]
upper_half#:
        alu[@waiting_hi, one, OR, @waiting_hi]
marked#:
    .end
    local_csr_wr[same_me_signal, ((&queued << 3) | 1)]
    br[next_frame#]
.end

schedule_frames#:
.begin
    .reg $frame0 $frame1 $out0 $out1 $gone $weight $unspent
    .xfer_order $frame0 $frame1
    .xfer_order $out0 $out1
    .reg tx_taken sent gone credit lo hi vcb vcb_table taken
    .sig read_done weight_read put_done
    immed[vcb_table, VCB_BASE]
    immed[tx_taken, TX_TAKEN]
    immed[sent, 0]
    immed[gone, 0]
    immed[vif, 63]

next_vif#:
    // The waiting VIF that follows the last one: first those above it, then all.
    alu[lo, --, B, @waiting_lo]
    alu[hi, --, B, @waiting_hi]
    alu[--, lo, OR, hi]
    bne[somebody_waits#]
    ctx_arb[queued]
    br[next_vif#]
somebody_waits#:
    .begin
        .reg above upper
        alu[upper, --, B, hi]
        immed32(above, 0xfffffffe)
        alu[--, vif, OR, 0]
        alu_shf[above, --, B, above, <<indirect]
        br_bset[vif, 5, after_upper#]
        alu[above, above, AND, lo]
        bne[in_lower#]
        alu[--, --, B, hi]
        beq[from_start#]
        ffs[vif, hi]
        br[upper_found#]
after_upper#:
        alu[above, above, AND, upper]
        beq[from_start#]
        ffs[vif, above]
upper_found#:
        alu[vif, vif, +, 32]
        br[turn#]
from_start#:
        alu[above, --, B, lo]
        bne[in_lower#]
        ffs[vif, hi]
        br[upper_found#]
in_lower#:
        ffs[vif, above]
    .end
turn#:
    vcb_of(vcb, vif)
    sram[read, $weight, vcb, VCB_WEIGHT, 1], sig_done[weight_read]
    alu_shf[place, --, B, vif, <<2]
    local_csr_wr[active_lm_addr_0, place]
    alu_shf[place, place, OR, 1, <<8]               // TAKE_COUNTS
    local_csr_wr[active_lm_addr_1, place]
    ctx_arb[weight_read]
    alu_shf[credit, --, B, $weight, >>16]

next_of_vif#:
    alu[taken, --, B, *l$index1]
    .begin
        .reg offset
        alu[offset, taken, AND, (SLOT_COUNT - 1)]
        alu_shf[offset, --, B, offset, <<3]
        alu_shf[offset, offset, OR, vif, <<WIRE_QUEUE_SHIFT]
        sram[read, $frame0, queues, offset, 2], ctx_swap[read_done]
    .end
    alu[frame, --, B, $frame0]
    .trace "Scheduled", frame
    alu[desc, --, B, $frame1]
wait_for_room#:
    .begin
        .reg used
        alu[used, sent, -, gone]
        alu[--, used, -, AHEAD]
        blo[hand_off#]
        scratch[read, $gone, tx_taken, 0, 1], ctx_swap[read_done]
        alu[gone, --, B, $gone]
        alu[used, sent, -, gone]
        alu[--, used, -, AHEAD]
        blo[hand_off#]
    .end
    ctx_arb[room]
    br[wait_for_room#]
hand_off#:
    alu[sent, sent, +, 1]
    alu[$out0, --, B, frame]
    alu[$out1, --, B, desc]
    scratch[put, $out0, zero, (RING_TX << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_TX, INTERTHREAD_SIG]
    alu[taken, taken, +, 1]
    alu[*l$index1, --, B, taken]
    alu[credit, credit, -, 1]
    alu[--, taken, -, *l$index0]
    beq[queue_empty#]
    alu[--, --, B, credit]
    bgt[next_of_vif#]
    br[next_vif#]
queue_empty#:
    // What the turn would have allowed beyond is lost to the VIF.
    .begin
        .reg counters
        alu[--, --, B, credit]
        ble[all_spent#]
        alu[$unspent, --, B, credit]
        immed32(counters, COUNTER_BASE)
        alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
        sram[add, $unspent, counters, CNT_UNSPENT], ctx_swap[put_done]
all_spent#:
    .end
    // It may have got more while this context was away.
    alu[--, taken, -, *l$index0]
    bne[next_vif#]
    .begin
        .reg one
        immed[one, 1]
        alu[--, vif, OR, 0]
        alu_shf[one, --, B, one, <<indirect]
        br_bset[vif, 5, upper_empty#]
        alu[@waiting_lo, @waiting_lo, AND~, one]
        br[next_vif#]
upper_empty#:
        alu[@waiting_hi, @waiting_hi, AND~, one]
        br[next_vif#]
    .end
.end
