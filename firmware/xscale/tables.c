#include "bundle.h"
#include "hw.h"
#include "tables.h"

#define MAC_BUCKETS     256
#define BUCKET_BYTES    16
#define CONFIG_BYTES    32
#define SCRATCHPAD      0xca000000u

u32 sram_read(u32 chassis)
{
    return REG(SRAM(chassis));
}

void sram_write(u32 chassis, u32 value)
{
    REG(SRAM(chassis)) = value;
}

static void clear(u32 chassis, u32 bytes)
{
    for (u32 offset = 0; offset < bytes; offset += 4)
        sram_write(chassis + offset, 0);
}

void tables_init(void)
{
    clear(LAYOUT(CONFIG_BASE), CONFIG_BYTES);
    clear(LAYOUT(FENCE_DONE), 4 * LAYOUT(FENCE_COPIES));
    clear(LAYOUT(PORT_VIFS), 8 * options[OPTION_PORTS]);
    clear(LAYOUT(SQ_DONE), 4 * LAYOUT(VIF_MAX));
    clear(LAYOUT(VCB_BASE), LAYOUT(VIF_MAX) << LAYOUT(VCB_SHIFT));
    clear(LAYOUT(MAC_TABLE), MAC_BUCKETS * BUCKET_BYTES);
    clear(LAYOUT(COUNTER_BASE), LAYOUT(VIF_MAX) << LAYOUT(COUNTER_SHIFT));
    clear(LAYOUT(GLOBAL_COUNTERS), LAYOUT(CNT_OVERSIZE) + 4);
    REG(SCRATCHPAD + LAYOUT(TX_TAKEN)) = 0;
    sram_write(LAYOUT(CONFIG_BASE) + LAYOUT(CONFIG_FLAGS), options[OPTION_LOCAL_SWITCH]);
    sram_write(LAYOUT(CONFIG_BASE) + LAYOUT(CONFIG_POLL_PERIOD), options[OPTION_POLL_PERIOD]);
}

// A pair of words has a bit for each VIF.
void table_set_bit(u32 pair, u32 vif, u32 on)
{
    u32 word = pair + 4 * (vif >> 5);
    u32 bit = 1u << (vif & 31);
    u32 old = sram_read(word);
    sram_write(word, on ? old | bit : old & ~bit);
}

u32 table_block(u32 vif)
{
    return LAYOUT(VCB_BASE) + (vif << LAYOUT(VCB_SHIFT));
}

u32 table_send_area(u32 vif)
{
    return LAYOUT(SEND_BASE) + (vif << LAYOUT(SEND_SHIFT));
}

void table_clear_counters(u32 vif)
{
    clear(LAYOUT(COUNTER_BASE) + (vif << LAYOUT(COUNTER_SHIFT)), 1u << LAYOUT(COUNTER_SHIFT));
}
