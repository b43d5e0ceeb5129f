// Microengine 0: takes mpackets from the media interface, puts each frame together in a DRAM buffer, hands it to demux.
// Eight contexts in strict order. Two batons go round: "turn" protects the state of the ports, "tail" keeps whole frames in
// order on the ring. Local memory: four words a port: buffer address (0 = no buffer), length so far, error flag.

#include "lib/svnic.uc"

#define RX_THREAD_FREELIST_0    0x0030
#define RBUF_ELEMENT_DONE       0x0044
#define STATUS_SOP              15
#define STATUS_EOP              14
#define STATUS_ERR              13

.reg volatile $rsw0 $rsw1              // the media interface writes them
.reg $spare $entry0 $entry1
.xfer_order $rsw0 $rsw1
.xfer_order $entry0 $entry1
.reg $$header0 $$header1 $$header2 $$header3
.xfer_order $$header0 $$header1 $$header2 $$header3
.reg zero arm buffer status frame length bytes element indirect errors longest
.sig volatile arrived turn tail
.sig refilled copied wrote put_done

    immed[zero, 0]
    immed[buffer, 0]
    immed[longest, (SLOT_BYTES - SLOT_HEADER)]

    // The freelist entry of this context: signal, engine, context, transfer register.
    .begin
        .reg me
        local_csr_rd[active_ctx_sts]
        immed[me, 0]
        alu_shf[arm, me, AND, 0x1f]                 // context 2:0, engine in cluster 4:3
        alu_shf[arm, --, B, arm, <<4]
        alu_shf[arm, arm, OR, (&$rsw0)]
        alu_shf[me, 0x1, AND, me, >>7]              // cluster
        alu_shf[arm, arm, OR, me, <<9]
        alu_shf[me, --, B, (&arrived), <<12]
        alu[arm, arm, OR, me]
        alu_shf[arm, --, B, arm, <<16]
        alu[arm, arm, OR, RX_THREAD_FREELIST_0]
    .end

    br!=ctx[0, start#]
    .begin
        .reg address left
        immed[address, 0]
        immed[left, 64]
clear#:
        local_csr_wr[active_lm_addr_0, address]
        alu[address, address, +, 4]
        alu[left, left, -, 1]
        nop
        alu[*l$index0, --, B, 0]
        alu[--, --, B, left]
        bne[clear#]
    .end
    local_csr_wr[same_me_signal, (&turn << 3)]
    local_csr_wr[same_me_signal, (&tail << 3)]

start#:
    scratch[get, $spare, zero, (RING_FREE << 2), 1], sig_done[refilled]
    msf[fast_wr, --, arm, 0]

next_mpacket#:
    alu[--, --, B, buffer]
    bne[has_buffer#]
    ctx_arb[arrived, turn, refilled]
    alu[buffer, --, B, $spare]
    br[in_turn#]
has_buffer#:
    ctx_arb[arrived, turn]

in_turn#:
    .begin
        .reg port
        alu[port, $rsw0, AND, 0x1f]
        alu_shf[port, --, B, port, <<4]
        local_csr_wr[active_lm_addr_0, port]
        alu[status, --, B, $rsw0]
        alu_shf[bytes, 0xff, AND, status, >>16]
        alu_shf[element, 0x7f, AND, status, >>24]
    .end
    br_bclr[status, STATUS_SOP, not_first#]
    alu[*l$index0[0], --, B, buffer]
    alu[*l$index0[1], --, B, 0]
    alu[*l$index0[2], --, B, 0]
    immed[buffer, 0]
not_first#:
    alu[frame, --, B, *l$index0[0]]
    alu[length, --, B, *l$index0[1]]
    .begin
        .reg total
        alu[total, length, +, bytes]
        alu[*l$index0[1], --, B, total]
        alu_shf[total, 1, AND, status, >>STATUS_ERR]
        alu[errors, total, OR, *l$index0[2]]
        alu[*l$index0[2], --, B, errors]
    .end
    local_csr_wr[same_me_signal, (0x80 | (&turn << 3))]

    alu[--, --, B, frame]
    beq[no_buffer#]
    alu[--, longest, -, length]
    blo[too_long#]                                  // nothing behind what a slot can hold

    // Copy the element behind what is already there; whole quadwords.
    .begin
        .reg count
        alu[count, bytes, -, 1]
        alu_shf[count, 0x10, OR, count, >>3]
        alu_shf[indirect, 0x10, OR, count, <<21]
        alu_shf[indirect, indirect, OR, element, <<11]
        alu_shf[indirect, indirect, OR, 1, <<18]
        dram[rbuf_rd, --, frame, length, max_8], indirect_ref, sig_done[copied]
    .end
    br_bset[status, STATUS_EOP, last_mpacket#]

    ctx_arb[copied]
    .begin
        .reg done
        alu_shf[done, --, B, element, <<16]
        alu[done, done, OR, RBUF_ELEMENT_DONE]
        msf[fast_wr, --, done, 0]
    .end
    ctx_arb[tail]
    br[rearm#]

last_mpacket#:
    // The slot header stands before the frame: length, flags, cookie, time. The FCS stays behind.
    .begin
        .reg header
        alu[length, length, +, bytes]
        alu[length, length, -, 4]
        alu_shf[$$header0, --, B, length, <<16]
        alu[$$header1, --, B, 0]
        alu[$$header2, --, B, 0]
        local_csr_rd[timestamp_low]
        immed[header, 0]
        alu[$$header3, --, B, header]
        alu[header, frame, -, SLOT_HEADER]
        dram[write, $$header0, header, 0, 2], sig_done[wrote]
    .end
    ctx_arb[copied, wrote]
    .begin
        .reg done
        alu_shf[done, --, B, element, <<16]
        alu[done, done, OR, RBUF_ELEMENT_DONE]
        msf[fast_wr, --, done, 0]
    .end
    ctx_arb[tail]
    alu[--, --, B, errors]
    bne[receive_error#]
    alu[--, longest, -, length]
    blo[oversize#]
    br_inp_state[scr_ring1_status, ring_full#]
    alu[$entry0, --, B, frame]
    .begin
        .reg port
        alu[port, status, AND, 0x1f]
        alu_shf[port, --, B, port, <<DESC_SOURCE_SHIFT]
        alu[$entry1, port, OR, length]
    .end
    .trace "RingHandOff", frame
    scratch[put, $entry0, zero, (RING_CLASSIFY << 2), 2], sig_done[put_done]
    msf[fast_wr, --, arm, 0]
    local_csr_wr[same_me_signal, (0x80 | (&tail << 3))]
    cap[fast_wr, WORK_DEMUX, INTERTHREAD_SIG]
    ctx_arb[put_done]
    br[refill#]

rearm#:
    msf[fast_wr, --, arm, 0]
    local_csr_wr[same_me_signal, (0x80 | (&tail << 3))]
refill#:
    alu[--, --, B, buffer]
    bne[next_mpacket#]
    scratch[get, $spare, zero, (RING_FREE << 2), 1], sig_done[refilled]
    br[next_mpacket#]

no_buffer#:
    br_bclr[status, STATUS_EOP, skip_element#]
    .begin
        .reg address
        immed32(address, GLOBAL_COUNTERS)
        .trace "Drop.NoBuffer@rbuf", status
        count(address, CNT_NO_BUFFER)
    .end
skip_element#:
    .begin
        .reg done
        alu_shf[done, --, B, element, <<16]
        alu[done, done, OR, RBUF_ELEMENT_DONE]
        msf[fast_wr, --, done, 0]
    .end
    ctx_arb[tail]
    br[rearm#]

too_long#:
    br_bclr[status, STATUS_EOP, skip_element#]
    .begin
        .reg done
        alu_shf[done, --, B, element, <<16]
        alu[done, done, OR, RBUF_ELEMENT_DONE]
        msf[fast_wr, --, done, 0]
    .end
    ctx_arb[tail]
oversize#:
    .trace "Drop.Oversize", frame
    .begin
        .reg address
        immed32(address, GLOBAL_COUNTERS)
        count(address, CNT_OVERSIZE)
    .end
    br[recycle#]

receive_error#:
    .trace "Drop.RxError", frame
    .begin
        .reg address
        immed32(address, GLOBAL_COUNTERS)
        count(address, CNT_RX_ERROR)
    .end
    br[recycle#]
ring_full#:
    .trace "Drop.RingFull", frame
    .begin
        .reg address
        immed32(address, GLOBAL_COUNTERS)
        count(address, CNT_CLASSIFY_FULL)
    .end
recycle#:
    alu[$entry0, --, B, frame]
    scratch[put, $entry0, zero, (RING_FREE << 2), 1], ctx_swap[put_done]
    br[rearm#]
