// Microengines 4 and 5: fetch messages from the send queues. Context t of the sixteen serves the VIFs v with v mod 16 = t,
// round robin, at most eight messages of a VIF of weight 1 at a time; the next batch is taken when every message of the last one has
// left its slot. The frame stays in its slot, in this device's DRAM; only a descriptor moves. Which VIFs there are is looked up
// before each round; a context that has none sleeps until the control plane calls. A fence that it asks for leaves behind
// everything this context has fetched.

#include "lib/svnic.uc"

#define BATCH_SHIFT     3

// Local memory, four words a VIF: the indices as this engine last wrote them, so that an idle VIF costs one read, and the
// deepest that its queue was
#define TAKEN   0
#define TOLD    1
#define DEEPEST 2

// Takes the next VIF out of left_lo and left_hi; to "over" when there is none.
#macro next_vif(over)
.begin
    .reg rest
    alu[--, --, B, left_lo]
    beq[upper#]
    ffs[vif, left_lo]
    alu[rest, left_lo, -, 1]
    alu[left_lo, left_lo, AND, rest]
    br[found#]
upper#:
    alu[--, --, B, left_hi]
    beq[over]
    ffs[vif, left_hi]
    alu[rest, left_hi, -, 1]
    alu[left_hi, left_hi, AND, rest]
    alu[vif, vif, +, 32]
found#:
.end
#endm

.reg $entry0 $entry1 $word $config0 $config1 $config2
.xfer_order $entry0 $entry1
.xfer_order $config0 $config1 $config2
.reg $vcb0 $vcb1 $pci0
.xfer_order $vcb0 $vcb1
.reg $$shared0 $$shared1 $$shared2 $$shared3
.xfer_order $$shared0 $$shared1 $$shared2 $$shared3
.reg $$header0 $$header1 $$header2 $$header3
.xfer_order $$header0 $$header1 $$header2 $$header3
.reg $status $$masks0 $$masks1
.xfer_order $$masks0 $$masks1
.reg $depth0 $depth1 $time
.xfer_order $depth0 $depth1
.reg zero vcb_table done_table bridge config first period mine own_lo own_hi left_lo left_hi change
.reg vif vcb area taken done count_left worked slot length begun
.sig got vcb_read shared_read done_read wrote put_done pci_done
.sig volatile changed
.addr changed SIG_CHANGE

    immed[zero, 0]
    immed[vcb_table, VCB_BASE]
    immed[done_table, SQ_DONE]
    immed32(bridge, BRIDGE_CSRS)
    immed[config, CONFIG_BASE]
    immed[own_lo, 0]
    immed[own_hi, 0]
    immed[change, 0]
    .begin
        .reg me
        local_csr_rd[active_ctx_sts]
        immed[me, 0]
        alu[first, me, AND, 7]
        alu_shf[me, 1, AND, me, >>3]                // engine 5 is the second of its cluster
        alu_shf[first, first, OR, me, <<3]
    .end
    immed32(mine, 0x00010001)
    alu[--, first, OR, 0]
    alu_shf[mine, --, B, mine, <<indirect]
    sram[read, $config0, config, CONFIG_POLL_PERIOD, 1], ctx_swap[got]
    alu[period, --, B, $config0]

scan#:
    immed[worked, 0]
    sram[read, $config0, config, CONFIG_FETCH_LO, 3], ctx_swap[got]
    alu[left_lo, mine, AND, $config0]
    alu[left_hi, mine, AND, $config1]
    alu[--, left_lo, -, own_lo]
    bne[other_vifs#]
    alu[--, left_hi, -, own_hi]
    beq[same_vifs#]
other_vifs#:
    // Between two rounds the control blocks say the same as local memory.
    alu[own_lo, --, B, left_lo]
    alu[own_hi, --, B, left_hi]
load_next#:
    next_vif(loaded#)
    vcb_of(vcb, vif)
    sram[read, $vcb0, vcb, VCB_SQ_PROD, 2], ctx_swap[vcb_read]
    alu_shf[vcb, --, B, vif, <<4]
    point_local_memory(0, vcb)
    alu[*l$index0[TAKEN], --, B, $vcb0]
    alu[*l$index0[TOLD], --, B, $vcb1]
    alu[*l$index0[DEEPEST], --, B, 0]
    br[load_next#]
loaded#:
    alu[left_lo, --, B, own_lo]
    alu[left_hi, --, B, own_hi]
same_vifs#:
    alu[--, change, -, $config2]
    beq[no_fence#]
    alu[change, --, B, $config2]
    .begin
        .reg number
        alu[number, change, AND, 0xf]
        alu[--, number, -, first]
        bne[no_fence#]
        alu_shf[number, --, B, change, >>8]
        alu_shf[number, number, OR, change, <<DESC_SOURCE_SHIFT]
fence_room#:
        br_inp_state[scr_ring1_status, fence_room#]
        alu[$entry0, --, B, FENCE]
        alu[$entry1, --, B, number]
        scratch[put, $entry0, zero, (RING_CLASSIFY << 2), 2], ctx_swap[put_done]
        cap[fast_wr, WORK_DEMUX, INTERTHREAD_SIG]
    .end
no_fence#:
    alu[--, own_lo, OR, own_hi]
    bne[next#]
    ctx_arb[changed]
    br[scan#]

next#:
    next_vif(round_over#)
    alu_shf[area, --, B, vif, <<SEND_SHIFT]
    alu_shf[area, area, OR, 1, <<24]                // SEND_BASE
    dram[read, $$shared0, area, 0, 1], sig_done[shared_read]
    alu_shf[vcb, --, B, vif, <<4]
    point_local_memory(0, vcb)
    ctx_arb[shared_read]
    alu[taken, --, B, *l$index0[TAKEN]]
    alu[--, taken, -, *l$index0[TOLD]]
    bne[look_closer#]
    alu[--, taken, -, $$shared0]
    beq[next#]                                      // nothing under way, nothing new

look_closer#:
    vcb_of(vcb, vif)
    dram[read, $$shared0, area, 0, 2], sig_done[shared_read]
    sram[read, $vcb0, vcb, VCB_SQ_PROD, 2], sig_done[vcb_read]
    .begin
        .reg offset
        alu_shf[offset, --, B, vif, <<2]
        sram[read, $word, done_table, offset, 1], sig_done[done_read]
    .end
    ctx_arb[shared_read, vcb_read, done_read]
    alu[taken, --, B, $vcb0]
    alu[done, --, B, $word]
    alu[--, done, -, taken]
    bne[next#]                                      // the last batch is still under way

    // Everything taken has left: tell the guest if it does not know yet.
    alu[--, done, -, $vcb1]
    beq[look_for_more#]
    immed[worked, 1]
    alu[*l$index0[TOLD], --, B, done]
    alu[$word, --, B, done]
    sram[write, $word, vcb, VCB_SQ_CONS, 1], sig_done[wrote]
    sram[read, $vcb0, vcb, VCB_RQ_BASE, 1], ctx_swap[vcb_read]
    .begin
        .reg address
        immed32(address, PCI_WINDOW)
        alu[address, address, +, $vcb0]
        alu[$pci0, --, B, done]
        pci[write, $pci0, address, RECV_SQ_CONS, 1], ctx_swap[pci_done]
    .end
    ctx_arb[wrote]
    // The masks as they stand once the index is on its way: a guest that unmasks later reads the index later.
    .begin
        .reg address
        immed32(address, PCI_DMA_INF_MODE)
        pci[read, $status, address, 0, 1], ctx_swap[pci_done]
    .end
    dram[read, $$masks0, area, SEND_MASKS, 1], ctx_swap[shared_read]
    br_bset[$$masks0, 0, look_for_more#]
    .begin
        .reg bit value
        alu[bit, vif, AND, 7]
        immed[value, 0x0100, <<16]
        alu[--, bit, OR, 0]
        alu_shf[value, --, B, value, <<indirect]
        alu[$pci0, --, B, value]
        immed[value, BRIDGE_PRIMARY_SET]
        pci[write, $pci0, bridge, value, 1], ctx_swap[pci_done]
    .end

look_for_more#:
    alu[count_left, $$shared0, -, taken]
    beq[next#]
    alu[--, count_left, -, (SLOT_COUNT + 1)]
    bhs[impossible_index#]
    immed[worked, 1]
    local_csr_rd[timestamp_low]
    immed[begun, 0]
    alu[done, --, B, *l$index0[DEEPEST]]
    alu[--, done, -, count_left]
    bhs[as_deep#]
    alu[*l$index0[DEEPEST], --, B, count_left]
    alu[done, --, B, count_left]
as_deep#:
    alu[$depth1, --, B, done]
    // A batch for each unit of the VIF's weight.
    sram[read, $word, vcb, VCB_WEIGHT, 1], ctx_swap[vcb_read]
    .begin
        .reg most
        alu_shf[most, --, B, $word, >>16]
        bne[weighted#]
        immed[most, 1]
weighted#:
        alu_shf[most, --, B, most, <<BATCH_SHIFT]
        alu[--, count_left, -, most]
        blo[batch_sized#]
        alu[count_left, --, B, most]
batch_sized#:
    .end
    alu[done, taken, +, count_left]
    alu[*l$index0[TAKEN], --, B, done]
    alu[$word, --, B, done]
    sram[write, $word, vcb, VCB_SQ_PROD, 1], sig_done[wrote]
    alu[$depth0, $$shared0, -, done]
    .begin
        .reg counters
        immed32(counters, COUNTER_BASE)
        alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
        sram[write, $depth0, counters, CNT_SEND_DEPTH, 2], ctx_swap[put_done]
    .end
    ctx_arb[wrote]

fetch#:
    .begin
        .reg value
        alu[slot, taken, AND, (SLOT_COUNT - 1)]
        alu_shf[slot, --, B, slot, <<SLOT_SHIFT]
        immed[value, SEND_SLOTS]
        alu[slot, slot, +, value]
        alu[slot, slot, +, area]
        dram[read, $$header0, slot, 0, 2], ctx_swap[got]
        alu_shf[value, --, B, $$header0, >>16]
        alu[slot, slot, +, SLOT_HEADER]
        .trace "MessageFetched", slot
        alu[--, value, -, 14]
        blo[bad_message#]
        .begin
            .reg limit
            immed[limit, (SLOT_BYTES - SLOT_HEADER + 1)]
            alu[--, value, -, limit]
            bhs[bad_message#]
        .end
        alu[length, --, B, value]
        alu_shf[value, value, OR, vif, <<DESC_SOURCE_SHIFT]
        alu_shf[value, value, OR, 1, <<DESC_FROM_GUEST]
        alu[$entry1, --, B, value]
    .end
    alu[$entry0, --, B, slot]
wait_for_room#:
    br_!inp_state[scr_ring1_status, hand_off#]
    sleep_for(period)
    br[wait_for_room#]
hand_off#:
    scratch[put, $entry0, zero, (RING_CLASSIFY << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_DEMUX, INTERTHREAD_SIG]
    .begin
        .reg counters
        immed32(counters, COUNTER_BASE)
        alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
        count(counters, CNT_TX_PACKETS)
        alu[$word, --, B, length]
        sram[add, $word, counters, CNT_TX_BYTES], ctx_swap[wrote]
    .end
    br[fetched#]
bad_message#:
    .begin
        .reg counters
        immed32(counters, COUNTER_BASE)
        alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
        .trace "Drop.BadMessage", slot
        count(counters, CNT_BAD_MESSAGE)
        alu_shf[counters, --, B, vif, <<2]
        sram[incr, --, done_table, counters]
    .end
fetched#:
    alu[taken, taken, +, 1]
    alu[count_left, count_left, -, 1]
    bne[fetch#]
    .begin
        .reg counters
        local_csr_rd[timestamp_low]
        immed[done, 0]
        alu[done, done, -, begun]
        alu[$time, --, B, done]
        immed32(counters, COUNTER_BASE)
        alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
        sram[add, $time, counters, CNT_FETCH_TIME], ctx_swap[wrote]
    .end
    br[next#]

impossible_index#:
    .begin
        .reg counters
        immed32(counters, COUNTER_BASE)
        alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
        count(counters, CNT_BAD_MESSAGE)
    .end
    cap[fast_wr, 0, XSCALE_INT_A]                   // the control plane may stop this VIF
    br[next#]

round_over#:
    alu[--, --, B, worked]
    bne[scan#]
    sleep_for(period)
    br[scan#]
