// The scratch rings, and the receive buffers on the first of them.
#include "boot_error.h"
#include "bundle.h"
#include "hw.h"
#include "rings.h"
#include "types.h"

#define STATUS_FULL     0u
#define STATUS_SHIFT    26

static void ring_init(u32 ring, u32 base, u32 words)
{
    u32 size = words == 128 ? 0 : words == 256 ? 1 : words == 512 ? 2 : 3;
    if (words != 128u << size)
        boot_error(BOOT_RING_SIZE);
    REG(CAP_RING_BASE(ring)) = size << 30 | STATUS_FULL << STATUS_SHIFT | base;
    REG(CAP_RING_HEAD(ring)) = 0;
    REG(CAP_RING_TAIL(ring)) = 0;
}

void rings_init(void)
{
    ring_init(LAYOUT(RING_FREE), LAYOUT(RING_FREE_BASE), LAYOUT(RING_FREE_WORDS));
    ring_init(LAYOUT(RING_CLASSIFY), LAYOUT(RING_CLASSIFY_BASE), LAYOUT(RING_CLASSIFY_WORDS));
    ring_init(LAYOUT(RING_HOST), LAYOUT(RING_HOST_BASE), LAYOUT(RING_HOST_WORDS));
    ring_init(LAYOUT(RING_WIRE), LAYOUT(RING_WIRE_BASE), LAYOUT(RING_WIRE_WORDS));
    ring_init(LAYOUT(RING_TX), LAYOUT(RING_TX_BASE), LAYOUT(RING_TX_WORDS));
    for (u32 i = 0; i < LAYOUT(BUFFER_COUNT); i++)
        REG(SCRATCH_RING(LAYOUT(RING_FREE))) = LAYOUT(BUFFER_BASE) + (i << LAYOUT(BUFFER_SHIFT)) + LAYOUT(BUFFER_FRAME);
}
