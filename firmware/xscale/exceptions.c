// What the engines cannot decide. A thread of from_host calls when a guest's send index is one that its ring cannot hold: the
// VIF is not fetched from any more until the hypervisor thaws it. An engine that halted at a breakpoint is named in the log.
#include "bundle.h"
#include "exceptions.h"
#include "hw.h"
#include "tables.h"
#include "uart.h"
#include "vif.h"

static volatile u32 threads[4];

static const u32 engines[] = { 0x00, 0x01, 0x02, 0x03, 0x10, 0x11, 0x12, 0x13 };

// In the interrupt: which threads, and dismissed.
void exceptions_note(u32 group)
{
    u32 bits = REG(THREAD_STATUS_A(group));
    threads[group] |= bits;
    write_flushed(THREAD_RAW_A(group), bits);
}

static u32 has_impossible_index(u32 vif)
{
    u32 guest = REG(table_send_area(vif) + LAYOUT(SEND_SQ_PROD));
    return guest - sram_read(table_block(vif) + LAYOUT(VCB_SQ_PROD)) > LAYOUT(SLOT_COUNT);
}

void exceptions_serve(void)
{
    irq_off();
    u32 first = threads[0], second = threads[2];
    threads[0] = threads[2] = 0;
    irq_on();
    u32 stopped = 0;
    for (u32 vif = 0; vif < LAYOUT(VIF_MAX); vif++)
        if (vifs[vif].state == VIF_ENABLED && has_impossible_index(vif)) {
            vif_stop(vif);
            log_line("vif %u: impossible send index %x, stopped", vif, REG(table_send_area(vif) + LAYOUT(SEND_SQ_PROD)));
            stopped++;
        }
    if (!stopped)
        log_line("exception of threads %x %x: nothing found", first, second);
}

void attention_serve(void)
{
    for (u32 i = 0; i < sizeof engines / sizeof engines[0]; i++)
        if (REG(ME_CSR(engines[i], ME_CTX_ENABLES)) & CTX_BREAKPOINT)
            log_line("microengine %x halted at %x", engines[i], REG(ME_CSR(engines[i], ME_ACTIVE_CTX_STS)) >> 8 & 0x1fff);
}
