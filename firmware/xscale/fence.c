// A fence is a mark that the engine serving a VIF puts behind everything it has fetched; it runs through the rings like a
// frame. When it comes out at the end, no engine holds anything that began before it.
#include "bundle.h"
#include "fence.h"
#include "hw.h"
#include "tables.h"
#include "timer.h"

#define TIMEOUT_US      200000
#define POLL_US         2
#define CONTEXTS        16
#define NUMBER_SHIFT    8

static u32 number;

void fetch_set(u32 vif, u32 on)
{
    table_set_bit(LAYOUT(CONFIG_BASE) + LAYOUT(CONFIG_FETCH_LO), vif, on);
}

void fetch_notify(u32 vif)
{
    REG(CAP_INTERTHREAD_SIG) = LAYOUT(CHANGE_FROM_HOST) + (vif % CONTEXTS << 4);
}

static u32 fence_is_through(void)
{
    for (u32 i = 0; i < LAYOUT(FENCE_COPIES); i++)
        if (sram_read(LAYOUT(FENCE_DONE) + 4 * i) != number)
            return 0;
    return 1;
}

u32 fence_pass(u32 vif)
{
    u32 change = LAYOUT(CONFIG_BASE) + LAYOUT(CONFIG_CHANGE);
    number = number == 0xffff ? 1 : number + 1;
    sram_write(change, number << NUMBER_SHIFT | vif);
    (void)sram_read(change);
    fetch_notify(vif);
    for (u32 start = timer_now(); !fence_is_through(); timer_wait_us(POLL_US))
        if (timer_since(start) > TIMEOUT_US)
            return 0;
    return 1;
}

static u32 taken(u32 vif)
{
    return sram_read(table_block(vif) + LAYOUT(VCB_SQ_PROD));
}

// An index that the ring cannot hold stands for nothing.
static u32 waiting(u32 vif)
{
    u32 count = REG(table_send_area(vif) + LAYOUT(SEND_SQ_PROD)) - taken(vif);
    return count <= LAYOUT(SLOT_COUNT) ? count : 0;
}

u32 queue_wait_sent(u32 vif)
{
    for (u32 start = timer_now(); sram_read(LAYOUT(SQ_DONE) + 4 * vif) != taken(vif); timer_wait_us(POLL_US))
        if (timer_since(start) > TIMEOUT_US)
            return 0;
    return 1;
}

// What the guest had queued when asked; it may go on queueing.
u32 queue_wait_present(u32 vif)
{
    u32 count = waiting(vif), before = taken(vif);
    for (u32 start = timer_now(); taken(vif) - before < count; timer_wait_us(POLL_US))
        if (timer_since(start) > TIMEOUT_US)
            return 0;
    return 1;
}

u32 queue_wait_fetched(u32 vif)
{
    for (u32 start = timer_now(); waiting(vif); timer_wait_us(POLL_US))
        if (timer_since(start) > TIMEOUT_US)
            return 0;
    return 1;
}
