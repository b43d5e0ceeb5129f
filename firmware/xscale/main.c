// The control plane of the card: brings the board up, then sleeps between the hypervisor's calls.
#include "board.h"
#include "boot_error.h"
#include "bridge.h"
#include "bundle.h"
#include "exceptions.h"
#include "irq.h"
#include "mgmt.h"
#include "rings.h"
#include "tables.h"
#include "timer.h"
#include "types.h"
#include "uart.h"
#include "ustore.h"

static const char *const errors[] = {
    [BOOT_NO_BUNDLE] = "no bundle in flash",
    [BOOT_BUNDLE_VERSION] = "bundle of another version",
    [BOOT_BUNDLE_DAMAGED] = "bundle damaged",
    [BOOT_RING_SIZE] = "impossible ring size",
    [BOOT_PROLOGUE] = "a microengine does not run its prologue",
    [BOOT_FAULT] = "fault",
};

void boot_error(unsigned code)
{
    irq_off();
    log_line("failed: %s", errors[code]);
    uart_flush();
    bridge_scratchpad(0, BOOT_FAILED | code);
    bridge_interrupt_host(MGMT_INTERRUPT);
    for (;;)
        sleep_until_interrupt();
}

void fault(u32 kind, u32 address)
{
    static const char *const kinds[] = { "unexpected", "undefined instruction", "", "prefetch abort", "data abort" };
    u32 status, place;
    __asm__("mrc p15, 0, %0, c5, c0, 0" : "=r"(status));
    __asm__("mrc p15, 0, %0, c6, c0, 0" : "=r"(place));
    log_line("%s at %x, status %x, address %x", kinds[kind], address, status, place);
    boot_error(BOOT_FAULT);
}

static void start_engines(void)
{
    struct image image;
    for (u32 i = 0; i < bundle_images(); i++) {
        bundle_image(i, &image);
        ustore_load(&image);
        log_line("microengine %x: %u words, contexts %x", image.me, image.word_count, image.contexts);
    }
    ustore_start_timestamps();
    for (u32 i = 0; i < bundle_images(); i++) {
        bundle_image(i, &image);
        ustore_start(&image);
    }
}

int main(void)
{
    timer_init();
    u32 start = timer_now();
    uart_init();
    irq_init();
    log_line("IxpSvnic control plane");
    bundle_open();
    log_line("bundle: %u images", bundle_images());
    board_init();
    rings_init();
    log_line("rings: %u buffers", LAYOUT(BUFFER_COUNT));
    tables_init();
    log_line("tables: %u VIFs at most", LAYOUT(VIF_MAX));
    start_engines();
    board_open_ports();
    log_line("ports: %u open", options[OPTION_PORTS]);
    mgmt_init();
    bridge_scratchpad(0, BOOT_READY);
    bridge_interrupt_host(MGMT_INTERRUPT);
    log_line("ready after %u us", timer_since(start));
    for (;;) {
        u32 work = irq_wait_for_work();
        if (work & WORK_CALL)
            mgmt_serve();
        if (work & WORK_EXCEPTION)
            exceptions_serve();
        if (work & WORK_ATTENTION)
            attention_serve();
    }
}
