// The 21555's registers, by memory cycles: their bytes go out reversed.
#include "bridge.h"
#include "hw.h"

static u32 reversed(u32 value)
{
    return value << 24 | (value & 0xff00) << 8 | (value >> 8 & 0xff00) | value >> 24;
}

static void bridge_write(u32 offset, u32 value)
{
    REG(BRIDGE(offset)) = reversed(value);
}

void bridge_scratchpad(u32 number, u32 value)
{
    bridge_write(BRIDGE_SCRATCHPAD(number), value);
}

// A page must not change while it is in use; a read back says that the write is over.
void bridge_lookup(u32 page, u32 entry)
{
    bridge_write(BRIDGE_LUT(page), entry);
    (void)REG(BRIDGE(BRIDGE_LUT(page)));
}

void bridge_interrupt_host(u32 bits)
{
    bridge_write(BRIDGE_PRIMARY_SET_IRQ, bits);
}
