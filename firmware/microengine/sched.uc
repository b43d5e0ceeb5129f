// Microengine 6: chooses what goes to the wire next. Frames of all VIFs arrive interleaved by the round robin of the
// fetching contexts and leave in the order in which they come.

#include "lib/svnic.uc"

.reg $entry0 $entry1
.xfer_order $entry0 $entry1
.reg zero frame desc period
.reg $config
.sig volatile work
.addr work SIG_WORK
.sig got put_done

    br=ctx[0, begin#]
    ctx_arb[kill]
begin#:
    immed[zero, 0]
    .begin
        .reg config
        immed[config, CONFIG_BASE]
        sram[read, $config, config, CONFIG_POLL_PERIOD, 1], ctx_swap[got]
        alu[period, --, B, $config]
    .end
next_frame#:
    scratch[get, $entry0, zero, (RING_WIRE << 2), 2], ctx_swap[got]
    alu[frame, --, B, $entry0]
    bne[choose#]
    ctx_arb[work]
    br[next_frame#]
choose#:
    alu[desc, --, B, $entry1]
    .trace "Scheduled", frame
wait_for_room#:
    br_!inp_state[scr_ring4_status, hand_off#]
    sleep_for(period)
    br[wait_for_room#]
hand_off#:
    alu[$entry0, --, B, frame]
    alu[$entry1, --, B, desc]
    scratch[put, $entry0, zero, (RING_TX << 2), 2], ctx_swap[put_done]
    cap[fast_wr, WORK_TX, INTERTHREAD_SIG]
    br[next_frame#]
