// QueryVif: what the engines counted.
#include "bundle.h"
#include "stats.h"
#include "tables.h"
#include "vif.h"

static volatile u32 *put;

static void add(u32 value)
{
    *put++ = value;
}

static void add_counters(u32 base, u32 first, u32 last)
{
    for (u32 i = first; i <= last; i++)
        add(sram_read(base + layout[i]));
}

static u32 counter(u32 vif, u32 offset)
{
    return sram_read(LAYOUT(COUNTER_BASE) + (vif << LAYOUT(COUNTER_SHIFT)) + offset);
}

static void add_vif(u32 id)
{
    const struct vif *vif = &vifs[id];
    u32 block = table_block(id), area = table_send_area(id);
    add(id);
    add(vif->state);
    add(vif->guest);
    add(vif->mac_high);
    add(vif->mac_low << 16);
    add(vif->port);
    add(vif->weight);
    add(vif->rate);
    add(vif->burst);
    add(vif->priority);
    add(REG(area + LAYOUT(SEND_SQ_PROD)));
    add(sram_read(block + LAYOUT(VCB_SQ_PROD)));
    add(sram_read(LAYOUT(SQ_DONE) + 4 * id));
    add(sram_read(block + LAYOUT(VCB_RQ_PROD)));
    add(REG(area + LAYOUT(SEND_RQ_CONS)));
    add_counters(LAYOUT(COUNTER_BASE) + (id << LAYOUT(COUNTER_SHIFT)), L_CNT_RX_PACKETS, L_CNT_POLICED);
}

static void add_summary(u32 id)
{
    add(id);
    add(vifs[id].state);
    add(counter(id, LAYOUT(CNT_RX_PACKETS)));
    add(counter(id, LAYOUT(CNT_RX_BYTES)));
    add(counter(id, LAYOUT(CNT_TX_PACKETS)));
    add(counter(id, LAYOUT(CNT_TX_BYTES)));
}

// One VIF in full, or the counters of the whole device and a summary of each VIF there is.
u32 stats_query(const u32 *arguments, volatile u32 *answer)
{
    u32 id = arguments[0];
    put = answer + 1;
    if (id == QUERY_ALL) {
        add_counters(LAYOUT(GLOBAL_COUNTERS), L_CNT_NO_BUFFER, L_CNT_OVERSIZE);
        for (u32 vif = 0; vif < LAYOUT(VIF_MAX); vif++)
            if (vifs[vif].state != VIF_FREE)
                add_summary(vif);
    } else if (id >= LAYOUT(VIF_MAX)) {
        return STATUS_BAD_ID;
    } else if (vifs[id].state == VIF_FREE) {
        return STATUS_WRONG_STATE;
    } else {
        add_vif(id);
    }
    answer[0] = (u32)(put - answer - 1);
    return STATUS_OK;
}
