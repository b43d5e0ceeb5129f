// Microengine 2: delivers frames to the host. One message at a time through DMA channel 1: payload, then the producer
// index, then the signal. The index says whether a message exists; the signal only wakes.

#include "lib/svnic.uc"

.reg $entry0 $entry1 $word $pci0 $pci1
.xfer_order $entry0 $entry1
.reg $vcb0 $vcb1 $vcb2 $vcb3
.xfer_order $vcb0 $vcb1 $vcb2 $vcb3
.reg $desc0 $desc1 $desc2 $desc3
.xfer_order $desc0 $desc1 $desc2 $desc3
.reg $$shared0 $$shared1 $$shared2 $$shared3
.xfer_order $$shared0 $$shared1 $$shared2 $$shared3
.reg zero vcb_table reftable dma_ptr dma_control bridge descriptor
.reg frame desc vif vcb area prod counters bytes
.sig volatile work dma_done
.addr work SIG_WORK
.sig got vcb_read shared_read wrote pci_done pci_done2

    br=ctx[0, begin#]
    ctx_arb[kill]
begin#:
    immed[zero, 0]
    immed[vcb_table, VCB_BASE]
    immed[descriptor, DMA_DESC_1]
    immed32(dma_ptr, PCI_DMA1_DESC_PTR)
    immed32(dma_control, PCI_DMA1_CONTROL)
    immed32(bridge, BRIDGE_CSRS)
    // Channel 1 is this engine's: it ends with signal dma_done in this context.
    .begin
        .reg address value
        immed32(address, PCI_DMA_INF_MODE)
        pci[read, $pci0, address, 0, 1], ctx_swap[pci_done]
        alu[value, $pci0, AND~, 3]
        alu[$pci0, value, OR, 2]
        pci[write, $pci0, address, 0, 1], ctx_swap[pci_done]
        immed32(address, PCI_DMA1_ME_PARAM)
        immed[value, ((2 << 7) | &dma_done)]
        alu[$pci0, --, B, value]
        pci[write, $pci0, address, 0, 1], ctx_swap[pci_done]
        immed32(address, PCI_ME_PUSH_ENABLE)
        pci[read, $pci0, address, 0, 1], ctx_swap[pci_done]
        alu[value, --, B, $pci0]
        alu[$pci0, value, OR, 1]
        pci[write, $pci0, address, 0, 1], ctx_swap[pci_done]
    .end

next_frame#:
    scratch[get, $entry0, zero, (RING_HOST << 2), 2], ctx_swap[got]
    alu[frame, --, B, $entry0]
    bne[deliver#]
    ctx_arb[work]
    br[next_frame#]

deliver#:
    alu[desc, --, B, $entry1]
    alu_shf[vif, --, B, desc, >>DESC_SOURCE_SHIFT]
    vcb_of(vcb, vif)
    sram[read, $vcb0, vcb, VCB_RQ_BASE, 3], sig_done[vcb_read]
    .begin
        .reg send
        alu_shf[send, --, B, vif, <<SEND_SHIFT]
        alu_shf[send, send, OR, 1, <<24]            // SEND_BASE
        dram[read, $$shared0, send, 0, 2], sig_done[shared_read]
    .end
    immed32(counters, COUNTER_BASE)
    alu_shf[counters, counters, OR, vif, <<COUNTER_SHIFT]
    ctx_arb[vcb_read, shared_read]
    alu[area, --, B, $vcb0]
    alu[prod, --, B, $vcb2]
    .begin
        .reg used
        alu[used, prod, -, $$shared1]
        alu[--, used, -, SLOT_COUNT]
        bhs[no_slot#]
    .end

    // Header and frame in one piece.
    .begin
        .reg slot value
        alu[slot, prod, AND, (SLOT_COUNT - 1)]
        alu_shf[slot, --, B, slot, <<SLOT_SHIFT]
        immed[value, RECV_SLOTS]
        alu[slot, slot, +, value]
        alu[$desc1, slot, +, area]
        alu_shf[bytes, --, B, desc, <<16]
        alu_shf[bytes, --, B, bytes, >>16]
        alu[bytes, bytes, +, SLOT_HEADER]
        alu_shf[value, bytes, OR, 3, <<30]
        alu[$desc0, --, B, value]
        alu[value, frame, -, SLOT_HEADER]
        alu[$desc2, --, B, value]
        alu[$desc3, --, B, 0]
    .end
    sram[write, $desc0, descriptor, 0, 4], ctx_swap[wrote]
    .trace "DmaIssued", frame
    alu[$pci0, --, B, descriptor]
    pci[write, $pci0, dma_ptr, 0, 1], sig_done[pci_done]
    alu[$pci1, --, B, 1]
    pci[write, $pci1, dma_control, 0, 1], sig_done[pci_done2]
    ctx_arb[pci_done, pci_done2, dma_done]
    pci[read, $pci0, dma_control, 0, 1], ctx_swap[pci_done]
    br_bset[$pci0, 3, dma_error#]

    // The index after the payload.
    alu[prod, prod, +, 1]
    .begin
        .reg address
        immed32(address, PCI_WINDOW)
        alu[address, address, +, area]
        alu[$pci0, --, B, prod]
        .trace "IndexWritten", frame
        pci[write, $pci0, address, RECV_RQ_PROD, 1], ctx_swap[pci_done]
    .end
    alu[$word, --, B, prod]
    sram[write, $word, vcb, VCB_RQ_PROD, 1], sig_done[wrote]

    // The signal after the index, unless the guest masks it. The mask is read once more: a guest that unmasked since the
    // first read has looked at the index before it was written and sleeps.
    .begin
        .reg send
        alu_shf[send, --, B, vif, <<SEND_SHIFT]
        alu_shf[send, send, OR, 1, <<24]
        dram[read, $$shared0, send, 0, 2], ctx_swap[shared_read]
    .end
    br_bset[$$shared2, 1, masked#]
    .begin
        .reg bit value
        alu[bit, vif, AND, 7]
        immed[value, 0x0100, <<16]                  // byte lanes reversed: 1 << n is written as 1 << (24 + n)
        alu[--, bit, OR, 0]
        alu_shf[value, --, B, value, <<indirect]
        alu[$pci0, --, B, value]
        immed[value, BRIDGE_PRIMARY_SET]
        pci[write, $pci0, bridge, value, 1], ctx_swap[pci_done]
        count(counters, CNT_SIGNALS)
        br[counted#]
    .end
masked#:
    count(counters, CNT_SUPPRESSED)
counted#:
    count(counters, CNT_RX_PACKETS)
    ctx_arb[wrote]
    alu[bytes, bytes, -, SLOT_HEADER]
    alu[$word, --, B, bytes]
    sram[add, $word, counters, CNT_RX_BYTES], ctx_swap[wrote]
    br[finish#]

no_slot#:
    .trace "Drop.NoHostSlot", frame
    count(counters, CNT_NO_HOST_SLOT)
    br[finish#]
dma_error#:
    .trace "Drop.TargetAbort", frame
    count(counters, CNT_DMA_ERRORS)
finish#:
    finish_frame(frame, desc)
    br[next_frame#]
