// Microengine 1: decides where each frame goes. From the wire: the VIF that owns the destination MAC, every VIF of the port
// for group addresses, nobody else. From a guest: another VIF on the device, or the wire, or both.
// One context works through the ring in order, so the order of each VIF's frames is kept.

#include "lib/svnic.uc"

.reg $entry0 $entry1 $out0 $out1 $word $vcb0 $vcb1 $rate0 $rate1
.xfer_order $rate0 $rate1
.xfer_order $entry0 $entry1
.xfer_order $out0 $out1
.xfer_order $vcb0 $vcb1
.reg $hash0 $hash1
.xfer_order $hash0 $hash1
.reg $mac0 $mac1 $mac2 $mac3
.xfer_order $mac0 $mac1 $mac2 $mac3
.reg $$data0 $$data1 $$data2 $$data3
.xfer_order $$data0 $$data1 $$data2 $$data3
.reg zero config vcb_table reftable
.reg frame desc source da_hi da_lo vif flags port lo hi copies begun spent
.sig volatile work
.addr work SIG_WORK
.sig got read_done vcb_read rate_read hashed put_done

    br=ctx[0, begin#]
    ctx_arb[kill]
begin#:
    immed[zero, 0]
    immed[config, CONFIG_BASE]
    immed[vcb_table, VCB_BASE]
    immed[spent, 0]
    // Buckets of tokens, two words a VIF in local memory: when it was last filled, what it holds.
    .begin
        .reg address
        immed[address, 0]
clear#:
        point_local_memory(0, address)
        alu[*l$index0, --, B, 0]
        alu[address, address, +, 4]
        br_bclr[address, 9, clear#]
    .end
    br[look#]

next_frame#:
    local_csr_rd[timestamp_low]
    immed[lo, 0]
    alu[lo, lo, -, begun]
    alu[spent, spent, +, lo]
look#:
    scratch[get, $entry0, zero, (RING_CLASSIFY << 2), 2], ctx_swap[got]
    alu[frame, --, B, $entry0]
    bne[classify#]
    alu[--, --, B, spent]
    beq[sleep#]
    .begin
        .reg address
        immed32(address, GLOBAL_COUNTERS)
        alu[$word, --, B, spent]
        sram[add, $word, address, CNT_DEMUX_TIME], ctx_swap[put_done]
        immed[spent, 0]
    .end
    br[look#]
sleep#:
    ctx_arb[work]
    br[look#]

classify#:
    local_csr_rd[timestamp_low]
    immed[begun, 0]
    alu[desc, --, B, $entry1]
    br_bset[frame, 0, fence#]
    dram[read, $$data0, frame, 0, 2], sig_done[read_done]
    alu_shf[source, --, B, desc, >>DESC_SOURCE_SHIFT]
    ctx_arb[read_done]
    alu[da_hi, --, B, $$data0]
    alu_shf[da_lo, --, B, $$data1, >>16]
    .trace "Demux", frame

    alu[port, --, B, source]
    br_bclr[desc, DESC_FROM_GUEST, look_at_destination#]
    // A guest may send only from its own address.
    .begin
        .reg vcb sa_hi sa_lo
        vcb_of(vcb, source)
        sram[read, $rate0, vcb, VCB_RATE, 2], sig_done[rate_read]
        sram[read, $vcb0, vcb, VCB_MAC_HI, 2], sig_done[vcb_read]
        ctx_arb[vcb_read, rate_read]
        alu_shf[sa_lo, --, B, $$data1, <<16]
        alu_shf[sa_hi, --, B, $$data2, >>16]
        alu[sa_hi, sa_hi, OR, sa_lo]
        alu[--, sa_hi, -, $vcb0]
        bne[spoofed#]
        alu_shf[sa_lo, --, B, $$data2, <<16]
        alu[flags, --, B, $vcb1]
        alu[sa_lo, sa_lo, XOR, flags]
        alu_shf[--, --, B, sa_lo, >>16]
        bne[spoofed#]
        br_bclr[flags, VIF_ENABLED, vif_gone#]
        alu_shf[port, 3, AND, flags, >>VIF_PORT_SHIFT]
    .end
    alu[--, --, B, $rate0]
    beq[within_rate#]
    // Its bucket fills with its rate up to the burst; a frame that finds too few tokens is dropped and takes none.
    .begin
        .reg rate gone now tokens more high burst unit
        alu_shf[more, --, B, source, <<3]
        point_local_memory(0, more)
        alu[rate, --, B, $rate0]
        local_csr_rd[timestamp_low]
        immed[now, 0]
        alu_shf[now, --, B, now, >>4]
        alu[gone, now, -, *l$index0[0]]
        alu_shf[gone, --, B, gone, <<4]             // the timestamp has 28 bits left
        alu_shf[gone, --, B, gone, >>4]
        alu[*l$index0[0], --, B, now]
        multiply64(more, high, rate, gone)
        immed32(unit, BURST_MAX)
        alu[burst, --, B, $rate1]
        alu[--, unit, -, burst]
        bhs[burst_fits#]
        alu[burst, --, B, unit]
burst_fits#:
        immed[unit, TOKENS_OF_BYTE]
        multiply(gone, burst, unit)
        alu[burst, --, B, gone]
        alu[--, --, B, high]
        bne[brim_full#]
        alu[tokens, *l$index0[1], +, more]
        bcs[brim_full#]
        alu[--, burst, -, tokens]
        bhs[filled#]
brim_full#:
        alu[tokens, --, B, burst]
filled#:
        alu_shf[gone, --, B, desc, <<16]
        alu_shf[gone, --, B, gone, >>16]
        multiply(more, gone, unit)
        alu[*l$index0[1], --, B, tokens]
        alu[tokens, tokens, -, more]
        blo[policed#]
        alu[*l$index0[1], --, B, tokens]
    .end
within_rate#:
    // Without the local switch everything a guest sends goes to the wire.
    sram[read, $word, config, CONFIG_FLAGS, 1], ctx_swap[read_done]
    br_bclr[$word, 0, to_wire_only#]

look_at_destination#:
    br_bset[da_hi, 24, group#]

    // Unicast: hash the address, look into its bucket, follow the chain.
    alu[$hash0, --, B, da_hi]
    alu[$hash1, --, B, da_lo]
    hash_48[$hash0, 1], ctx_swap[hashed]
    .begin
        .reg address index
        alu[index, $hash0, AND, 0xff]
        alu_shf[index, --, B, index, <<4]
        immed[address, MAC_TABLE]
        alu[address, address, +, index]
probe#:
        sram[read, $mac0, address, 0, 4], ctx_swap[read_done]
        alu[--, da_hi, -, $mac0]
        bne[next_entry#]
        alu[index, --, B, $mac1]
        br_bclr[index, MAC_VALID, next_entry#]
        alu_shf[address, --, B, index, >>16]
        alu[--, da_lo, -, address]
        beq[known#]
next_entry#:
        alu[address, --, B, $mac3]
        bne[probe#]
        br[unknown#]
known#:
        br_bset[index, MAC_GONE, vif_gone#]
        alu_shf[vif, 0x7f, AND, index, >>1]
    .end
    .begin
        .reg vcb vif_port
        vcb_of(vcb, vif)
        sram[read, $word, vcb, VCB_MAC_LO, 1], ctx_swap[read_done]
        alu[flags, --, B, $word]
        alu_shf[vif_port, 3, AND, flags, >>VIF_PORT_SHIFT]
        alu[--, vif_port, -, port]
        bne[unknown#]
        br_bclr[flags, VIF_ENABLED, vif_gone#]
    .end
    br_bclr[desc, DESC_FROM_GUEST, deliver_one#]
    alu[--, vif, -, source]
    beq[to_wire_only#]
deliver_one#:
    br_inp_state[scr_ring2_status, host_ring_full#]
    alu_shf[$out1, --, B, vif, <<DESC_SOURCE_SHIFT]
    .begin
        .reg rest
        alu_shf[rest, --, B, desc, <<8]
        alu_shf[rest, --, B, rest, >>8]
        alu_shf[vif, rest, OR, vif, <<DESC_SOURCE_SHIFT]
        alu[$out1, --, B, vif]
    .end
    alu[$out0, --, B, frame]
    scratch[put, $out0, zero, (RING_HOST << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_TO_HOST, INTERTHREAD_SIG]
    br[next_frame#]

unknown#:
    // From a guest: out to the wire. From the wire: to promiscuous VIFs of the port, or nobody.
    br_bset[desc, DESC_FROM_GUEST, to_wire_only#]
    sram[read, $vcb0, config, CONFIG_PROMISC_LO, 2], ctx_swap[read_done]
    alu[lo, --, B, $vcb0]
    alu[hi, --, B, $vcb1]
    .begin
        .reg address table
        alu_shf[address, --, B, port, <<3]
        immed[table, PORT_VIFS]
        sram[read, $vcb0, table, address, 2], ctx_swap[read_done]
    .end
    alu[lo, lo, AND, $vcb0]
    alu[hi, hi, AND, $vcb1]
    alu[--, lo, OR, hi]
    bne[replicate#]
    .begin
        .reg address
        immed32(address, GLOBAL_COUNTERS)
        .trace "Drop.UnknownMac", frame
        count(address, CNT_UNKNOWN_MAC)
    .end
    br[drop#]

group#:
    // Every VIF of the port, the sender excepted; a guest's frame also goes out.
    .begin
        .reg address
        alu_shf[address, --, B, port, <<3]
        immed[lo, PORT_VIFS]
        alu[address, address, +, lo]
        sram[read, $vcb0, address, 0, 2], ctx_swap[read_done]
    .end
    alu[lo, --, B, $vcb0]
    alu[hi, --, B, $vcb1]
    br_bclr[desc, DESC_FROM_GUEST, replicate#]
    .begin
        .reg one
        immed[one, 1]
        br_bset[source, 5, upper_half#]
        alu[--, source, OR, 0]
        alu_shf[one, --, B, one, <<indirect]
        alu[lo, lo, AND~, one]
        br[replicate#]
upper_half#:
        alu[--, source, OR, 0]
        alu_shf[one, --, B, one, <<indirect]
        alu[hi, hi, AND~, one]
    .end

replicate#:
    // How many copies? The wire is one of them for a guest's frame.
    .begin
        .reg more
        pop_count1[lo]
        pop_count2[lo]
        pop_count3[copies, lo]
        pop_count1[hi]
        pop_count2[hi]
        pop_count3[more, hi]
        alu[copies, copies, +, more]
        alu_shf[more, 1, AND, desc, >>DESC_FROM_GUEST]
        alu[copies, copies, +, more]
    .end
    alu[--, --, B, copies]
    beq[nobody#]
    // All copies share the buffer: its count of unfinished copies is set before the first leaves.
    .begin
        .reg address
        alu_shf[address, --, B, frame, <<7]
        alu_shf[address, --, B, address, >>(REF_SHIFT + 7)]
        alu_shf[address, --, B, address, <<2]
        immed32(reftable, REF_TABLE)
        alu[$word, --, B, copies]
        sram[write, $word, reftable, address, 1], ctx_swap[put_done]
        alu_shf[address, --, B, 1, <<DESC_SHARED]
        alu[desc, desc, OR, address]
    .end
    // A further copy is announced before the one at hand leaves: that one may meet its fate at once.
    br_bclr[desc, DESC_FROM_GUEST, copies_lo#]
    alu[copies, copies, -, 1]
    beq[wire_copy#]
    .trace "Replicate", frame
    nop
wire_copy#:
    br_inp_state[scr_ring3_status, wire_copy_lost#]
    .begin
        .reg rest
        alu_shf[rest, --, B, desc, <<8]
        alu_shf[rest, --, B, rest, >>8]
        alu_shf[rest, rest, OR, port, <<DESC_SOURCE_SHIFT]
        alu[$out1, --, B, rest]
    .end
    alu[$out0, --, B, frame]
    scratch[put, $out0, zero, (RING_WIRE << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_SCHED, INTERTHREAD_SIG]
    br[wire_copy_sent#]
wire_copy_lost#:
    .trace "Drop.RingFull", frame
    finish_frame(frame, desc)
wire_copy_sent#:
    alu[--, --, B, copies]
    beq[next_frame#]

copies_lo#:
    immed[vif, 0]
    alu[--, --, B, lo]
    beq[copies_hi#]
next_lo#:
    .begin
        .reg bit mask
        ffs[bit, lo]
        alu[mask, lo, -, 1]
        alu[lo, lo, AND, mask]
        alu[vif, --, B, bit]
    .end
    br[one_copy#]
copies_hi#:
    alu[--, --, B, hi]
    beq[next_frame#]
    .begin
        .reg bit mask
        ffs[bit, hi]
        alu[mask, hi, -, 1]
        alu[hi, hi, AND, mask]
        alu[vif, bit, +, 32]
    .end
one_copy#:
    alu[copies, copies, -, 1]
    beq[this_copy#]
    .trace "Replicate", frame
    nop
this_copy#:
    br_inp_state[scr_ring2_status, copy_lost#]
    .begin
        .reg rest
        alu_shf[rest, --, B, desc, <<8]
        alu_shf[rest, --, B, rest, >>8]
        alu_shf[rest, rest, OR, vif, <<DESC_SOURCE_SHIFT]
        alu[$out1, --, B, rest]
    .end
    alu[$out0, --, B, frame]
    scratch[put, $out0, zero, (RING_HOST << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_TO_HOST, INTERTHREAD_SIG]
    br[copy_sent#]
copy_lost#:
    .trace "Drop.RingFull", frame
    .begin
        .reg address
        immed32(address, COUNTER_BASE)
        alu_shf[address, address, OR, vif, <<COUNTER_SHIFT]
        count(address, CNT_RING_FULL)
    .end
    finish_frame(frame, desc)
copy_sent#:
    alu[--, --, B, lo]
    bne[next_lo#]
    br[copies_hi#]

to_wire_only#:
    br_inp_state[scr_ring3_status, wire_ring_full#]
    .begin
        .reg rest
        alu_shf[rest, --, B, desc, <<8]
        alu_shf[rest, --, B, rest, >>8]
        alu_shf[rest, rest, OR, port, <<DESC_SOURCE_SHIFT]
        alu[$out1, --, B, rest]
    .end
    alu[$out0, --, B, frame]
    scratch[put, $out0, zero, (RING_WIRE << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_SCHED, INTERTHREAD_SIG]
    br[next_frame#]

fence#:
    // Whatever came before it has been decided: on it goes behind its last frame.
    br_inp_state[scr_ring2_status, fence#]
    alu[$out0, --, B, frame]
    alu[$out1, --, B, desc]
    scratch[put, $out0, zero, (RING_HOST << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_TO_HOST, INTERTHREAD_SIG]
    br[next_frame#]

spoofed#:
    .begin
        .reg address
        immed32(address, COUNTER_BASE)
        alu_shf[address, address, OR, source, <<COUNTER_SHIFT]
        .trace "Drop.SourceSpoofed", frame
        count(address, CNT_SPOOFED)
    .end
    br[drop#]
policed#:
    .begin
        .reg address
        immed32(address, COUNTER_BASE)
        alu_shf[address, address, OR, source, <<COUNTER_SHIFT]
        .trace "Drop.Policed", frame
        count(address, CNT_POLICED)
    .end
    br[drop#]
vif_gone#:
    .begin
        .reg address
        immed32(address, GLOBAL_COUNTERS)
        .trace "Drop.VifGone", frame
        count(address, CNT_VIF_GONE)
    .end
    br[drop#]
host_ring_full#:
    .begin
        .reg address
        immed32(address, COUNTER_BASE)
        alu_shf[address, address, OR, vif, <<COUNTER_SHIFT]
        .trace "Drop.RingFull", frame
        count(address, CNT_RING_FULL)
    .end
    br[drop#]
wire_ring_full#:
    .begin
        .reg address
        immed32(address, COUNTER_BASE)
        alu_shf[address, address, OR, source, <<COUNTER_SHIFT]
        .trace "Drop.RingFull", frame
        count(address, CNT_RING_FULL)
    .end
    br[drop#]
nobody#:
    .trace "Drop.Filtered", frame
    nop                                             // its own address: a trace point belongs to one instruction
drop#:
    finish_frame(frame, desc)
    br[next_frame#]
