// Microengine 2: delivers frames to the host through DMA channel 1, which belongs to it. Three jobs share a queue of eight
// messages in local memory, each message in order:
//   context 0     takes a frame from the ring and reads what its VIF needs,
//   context 1     moves one message at a time: slot by DMA, then the producer index,
//   contexts 2-5  look at the masks, signal, count and give the buffer back, each every fourth message.
// The index says whether a message exists; the signal only wakes.

#include "lib/svnic.uc"

// Local memory: the producer index of each VIF, then the queue, then the deepest that each VIF's receive queue was
#define QUEUE           0x100
#define QUEUE_END       0x200
#define DEEPEST         0x200
#define MESSAGE_BYTES   32
#define FINISHERS       4

// Words of a message
#define STATE           0
#define FRAME           1
#define DESC            2
#define AREA            3
#define CONSUMED        4
#define FATE            5
#define DEPTH           6
#define TIME            7                       // of the delivery, in timestamp ticks

#define STATE_FREE      0
#define STATE_READY     1
#define STATE_MOVED     2
#define FATE_DELIVERED  0
#define FATE_DROPPED    1

.reg zero vcb_table vif vcb area frame desc message
.sig volatile work queued moved room dma_done index_out mirrored
.addr work SIG_WORK

    immed[zero, 0]
    immed[vcb_table, VCB_BASE]
    br=ctx[0, take_frames#]
    br=ctx[1, move_messages#]
    br=ctx[6, nothing_to_do#]
    br=ctx[7, nothing_to_do#]
    br[finish_messages#]
nothing_to_do#:
    ctx_arb[kill]

take_frames#:
.begin
    .reg $entry0 $entry1 $base $$words0 $$words1 send copies
    .xfer_order $entry0 $entry1
    .xfer_order $$words0 $$words1
    .sig got vcb_read words_read
    immed[message, QUEUE]
next_frame#:
    scratch[get, $entry0, zero, (RING_HOST << 2), 2], ctx_swap[got]
    alu[frame, --, B, $entry0]
    bne[prepare#]
    ctx_arb[work]
    br[next_frame#]

prepare#:
    alu[desc, --, B, $entry1]
    alu_shf[vif, --, B, desc, >>DESC_SOURCE_SHIFT]
    vcb_of(vcb, vif)
    sram[read, $base, vcb, VCB_RQ_BASE, 1], sig_done[vcb_read]
    alu_shf[send, --, B, vif, <<SEND_SHIFT]
    alu_shf[send, send, OR, 1, <<24]                // SEND_BASE
    dram[read, $$words0, send, 0, 1], sig_done[words_read]
    immed[copies, 1]
    br_bclr[frame, 0, read#]
    immed[copies, FENCE_COPIES]                     // a fence is for every finisher
read#:
    ctx_arb[vcb_read, words_read]
place#:
    point_local_memory(0, message)
look_for_room#:
    alu[--, --, B, *l$index0[STATE]]
    beq[enqueue#]
    ctx_arb[room]
    br[look_for_room#]
enqueue#:
    alu[*l$index0[FRAME], --, B, frame]
    alu[*l$index0[DESC], --, B, desc]
    alu[*l$index0[AREA], --, B, $base]
    alu[*l$index0[CONSUMED], --, B, $$words1]
    alu[*l$index0[STATE], --, B, STATE_READY]
    local_csr_wr[same_me_signal, ((&queued << 3) | 1)]
    alu[message, message, +, MESSAGE_BYTES]
    br_bclr[message, 9, placed#]                    // QUEUE_END
    immed[message, QUEUE]
placed#:
    alu[copies, copies, -, 1]
    bne[place#]
    br[next_frame#]
.end

move_messages#:
.begin
    .reg $pci $status $index $mirror $prod
    .reg $dma0 $dma1 $dma2 $dma3 $dma4
    .xfer_order $dma0 $dma1 $dma2 $dma3 $dma4
    .reg $$words0 $$words1
    .xfer_order $$words0 $$words1
    .reg channel control prod bytes finisher begun
    .sig pci_done words_read
    immed32(channel, PCI_DMA1_BYTE_COUNT)
    immed32(control, PCI_DMA1_CONTROL)
    // Channel 1 is this engine's: it ends with signal dma_done in this context.
    .begin
        .reg address value
        immed32(address, PCI_DMA_INF_MODE)
        pci[read, $status, address, 0, 1], ctx_swap[pci_done]
        alu[value, $status, AND~, 3]
        alu[$pci, value, OR, 2]
        pci[write, $pci, address, 0, 1], ctx_swap[pci_done]
        immed32(address, PCI_DMA1_ME_PARAM)
        immed[value, ((2 << 7) | (1 << 4) | &dma_done)]
        alu[$pci, --, B, value]
        pci[write, $pci, address, 0, 1], ctx_swap[pci_done]
        immed32(address, PCI_ME_PUSH_ENABLE)
        pci[read, $status, address, 0, 1], ctx_swap[pci_done]
        alu[value, --, B, $status]
        alu[$pci, value, OR, 1]
        pci[write, $pci, address, 0, 1], ctx_swap[pci_done]
    .end
    // This engine alone counts the producer indices: here for its own use, in the control blocks for others to see.
    immed[vif, 0]
next_index#:
    vcb_of(vcb, vif)
    sram[read, $prod, vcb, VCB_RQ_PROD, 1], ctx_swap[pci_done]
    alu_shf[area, --, B, vif, <<2]
    alu_shf[bytes, area, OR, 2, <<8]                // DEEPEST
    local_csr_wr[active_lm_addr_1, bytes]
    point_local_memory(0, area)
    alu[*l$index0[0], --, B, $prod]
    alu[*l$index1[0], --, B, 0]
    alu[vif, vif, +, 1]
    alu[--, vif, -, VIF_MAX]
    bne[next_index#]
    immed[message, QUEUE]
    immed[finisher, 0]
    local_csr_wr[same_me_signal, ((&index_out << 3) | 1)]
    local_csr_wr[same_me_signal, ((&mirrored << 3) | 1)]

next_message#:
    point_local_memory(0, message)
    alu[bytes, --, B, *l$index0[STATE]]
    alu[--, bytes, -, STATE_READY]
    beq[move#]
    ctx_arb[queued]
    br[next_message#]

move#:
    local_csr_rd[timestamp_low]
    immed[begun, 0]
    alu[desc, --, B, *l$index0[DESC]]
    alu_shf[vif, --, B, desc, >>DESC_SOURCE_SHIFT]
    alu_shf[vcb, --, B, vif, <<2]
    local_csr_wr[active_lm_addr_1, vcb]
    alu[frame, --, B, *l$index0[FRAME]]
    alu[area, --, B, *l$index0[AREA]]
    vcb_of(vcb, vif)
    br_bset[frame, 0, fence#]
    alu[prod, --, B, *l$index1[0]]
    .begin
        .reg used send
        alu[used, prod, -, *l$index0[CONSUMED]]
        alu[--, used, -, SLOT_COUNT]
        blo[slot_free#]
        // The guest may have read on since.
        alu_shf[send, --, B, vif, <<SEND_SHIFT]
        alu_shf[send, send, OR, 1, <<24]
        dram[read, $$words0, send, 0, 1], ctx_swap[words_read]
        alu[used, prod, -, $$words1]
        alu[--, used, -, SLOT_COUNT]
        bhs[no_slot#]
slot_free#:
        alu[*l$index0[DEPTH], used, +, 1]
    .end

    // Header and frame in one piece; the registers hold the descriptor.
    .begin
        .reg slot value
        alu[slot, prod, AND, (SLOT_COUNT - 1)]
        alu_shf[slot, --, B, slot, <<SLOT_SHIFT]
        immed[value, RECV_SLOTS]
        alu[slot, slot, +, value]
        alu[$dma1, slot, +, area]
        alu_shf[bytes, --, B, desc, <<16]
        alu_shf[bytes, --, B, bytes, >>16]
        alu[bytes, bytes, +, SLOT_HEADER]
        alu_shf[value, bytes, OR, 3, <<30]
        alu[$dma0, --, B, value]
        alu[value, frame, -, SLOT_HEADER]
        alu[$dma2, --, B, value]
        alu[$dma3, --, B, 0]
        alu[$dma4, --, B, 0x11]
    .end
    .trace "DmaIssued", frame
    pci[write, $dma0, channel, 0, 5], sig_done[pci_done]
    ctx_arb[pci_done, dma_done, index_out, mirrored]
    pci[read, $status, control, 0, 1], ctx_swap[pci_done]
    br_bset[$status, 3, dma_error#]

    // The index after the payload.
    alu[prod, prod, +, 1]
    alu[*l$index1[0], --, B, prod]
    .begin
        .reg address
        immed32(address, PCI_WINDOW)
        alu[address, address, +, area]
        alu[$index, --, B, prod]
        .trace "IndexWritten", frame
        pci[write, $index, address, RECV_RQ_PROD, 1], sig_done[index_out]
    .end
    alu[$mirror, --, B, prod]
    sram[write, $mirror, vcb, VCB_RQ_PROD, 1], sig_done[mirrored]
    alu[*l$index0[FATE], --, B, FATE_DELIVERED]

hand_on#:
    local_csr_rd[timestamp_low]
    immed[bytes, 0]
    alu[bytes, bytes, -, begun]
    alu[*l$index0[TIME], --, B, bytes]
    alu[*l$index0[STATE], --, B, STATE_MOVED]
    .begin
        .reg call
        alu[call, finisher, +, ((&moved << 3) | 2)]
        local_csr_wr[same_me_signal, call]
        alu[finisher, finisher, +, 1]
        alu[finisher, finisher, AND, (FINISHERS - 1)]
    .end
    alu[message, message, +, MESSAGE_BYTES]
    br_bclr[message, 9, next_message#]
    immed[message, QUEUE]
    br[next_message#]

fence#:
    // Nothing of this VIF is under way: the control plane may have set its index back.
    sram[read, $prod, vcb, VCB_RQ_PROD, 1], ctx_swap[words_read]
    alu[*l$index1[0], --, B, $prod]
    alu[*l$index0[FATE], --, B, FATE_DROPPED]
    br[hand_on#]

no_slot#:
    .trace "Drop.NoHostSlot", frame
    immed[bytes, CNT_NO_HOST_SLOT]
    br[dropped#]
dma_error#:
    .trace "Drop.TargetAbort", frame
    immed[bytes, CNT_DMA_ERRORS]
    // No index was written: the next message need not wait for one.
    local_csr_wr[same_me_signal, ((&index_out << 3) | 1)]
    local_csr_wr[same_me_signal, ((&mirrored << 3) | 1)]
dropped#:
    alu[*l$index0[FATE], --, B, FATE_DROPPED]
    .begin
        .reg counters
        immed32(counters, COUNTER_BASE)
        alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
        sram[incr, --, counters, bytes]
    .end
    br[hand_on#]
.end

finish_messages#:
.begin
    .reg $pci $status $word $time $handler $depth0 $depth1 $$masks0 $$masks1 counters bridge control reftable fence_done
    .reg begun
    .xfer_order $$masks0 $$masks1
    .xfer_order $depth0 $depth1
    .sig pci_done masks_read wrote depth_wrote time_added handler_added
    immed32(bridge, BRIDGE_CSRS)
    immed32(control, PCI_DMA1_CONTROL)
    .begin
        .reg context
        local_csr_rd[active_ctx_sts]
        immed[context, 0]
        alu[context, context, AND, 7]
        alu[context, context, -, 2]
        immed[fence_done, FENCE_DONE]
        alu_shf[fence_done, fence_done, OR, context, <<2]
        alu_shf[context, --, B, context, <<5]       // MESSAGE_BYTES
        immed[message, QUEUE]
        alu[message, message, +, context]
    .end

next_moved#:
    point_local_memory(0, message)
    .begin
        .reg state
        alu[state, --, B, *l$index0[STATE]]
        alu[--, state, -, STATE_MOVED]
        beq[finish#]
    .end
    ctx_arb[moved]
    br[next_moved#]

finish#:
    local_csr_rd[timestamp_low]
    immed[begun, 0]
    alu[frame, --, B, *l$index0[FRAME]]
    alu[desc, --, B, *l$index0[DESC]]
    alu[--, --, B, *l$index0[FATE]]
    bne[not_delivered#]
    alu_shf[vif, --, B, desc, >>DESC_SOURCE_SHIFT]
    immed32(counters, COUNTER_BASE)
    alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
    // The masks as they stand once the index is on its way: a guest that unmasks later reads the index later. A register
    // is read after the index has left, since the accesses of an engine are performed in order.
    pci[read, $status, control, 0, 1], ctx_swap[pci_done]
    alu_shf[area, --, B, vif, <<SEND_SHIFT]
    alu_shf[area, area, OR, 1, <<24]                // SEND_BASE
    dram[read, $$masks0, area, SEND_MASKS, 1], ctx_swap[masks_read]
    br_bset[$$masks0, 1, masked#]
    .begin
        .reg bit value
        alu[bit, vif, AND, 7]
        immed[value, 0x0100, <<16]                  // byte lanes reversed: 1 << n is written as 1 << (24 + n)
        alu[--, bit, OR, 0]
        alu_shf[value, --, B, value, <<indirect]
        alu[$pci, --, B, value]
        immed[value, BRIDGE_PRIMARY_SET]
        pci[write, $pci, bridge, value, 1], ctx_swap[pci_done]
    .end
    count(counters, CNT_SIGNALS)
    br[counted#]
masked#:
    count(counters, CNT_SUPPRESSED)
counted#:
    count(counters, CNT_RX_PACKETS)
    br_bclr[desc, DESC_SHARED, not_a_copy#]
    count(counters, CNT_COPIES)
not_a_copy#:
    .begin
        .reg deepest depth
        alu_shf[deepest, --, B, vif, <<2]
        alu_shf[deepest, deepest, OR, 2, <<8]       // DEEPEST
        local_csr_wr[active_lm_addr_1, deepest]
        alu[depth, --, B, *l$index0[DEPTH]]
        alu[$depth0, --, B, depth]
        alu[$time, --, B, *l$index0[TIME]]
        alu[deepest, --, B, *l$index1[0]]
        alu[--, deepest, -, depth]
        bhs[as_deep#]
        alu[deepest, --, B, depth]
        alu[*l$index1[0], --, B, depth]
as_deep#:
        alu[$depth1, --, B, deepest]
        sram[write, $depth0, counters, CNT_RECV_DEPTH, 2], sig_done[depth_wrote]
        sram[add, $time, counters, CNT_DELIVER_TIME], sig_done[time_added]
    .end
    .begin
        .reg length
        alu_shf[length, --, B, desc, <<16]
        alu_shf[length, --, B, length, >>16]
        alu[$word, --, B, length]
        sram[add, $word, counters, CNT_RX_BYTES], sig_done[wrote]
        local_csr_rd[timestamp_low]
        immed[length, 0]
        alu[length, length, -, begun]
        alu[$handler, --, B, length]
        sram[add, $handler, counters, CNT_HANDLER_TIME], sig_done[handler_added]
    .end
    ctx_arb[wrote, depth_wrote, time_added, handler_added]
    br[release#]
not_delivered#:
    br_bclr[frame, 0, release#]
    // A fence: each finisher says so when it has finished everything before.
    .begin
        .reg number
        alu_shf[number, --, B, desc, <<16]
        alu_shf[$word, --, B, number, >>16]
    .end
    sram[write, $word, fence_done, 0, 1], ctx_swap[wrote]
    br[free#]
release#:
    finish_frame(frame, desc)
free#:
    alu[*l$index0[FRAME], --, B, 0]
    alu[*l$index0[STATE], --, B, STATE_FREE]
    local_csr_wr[same_me_signal, (&room << 3)]
    alu[message, message, XOR, (FINISHERS * MESSAGE_BYTES)]
    br[next_moved#]
.end
