#include "bridge.h"
#include "bundle.h"
#include "fence.h"
#include "hw.h"
#include "mactable.h"
#include "tables.h"
#include "vif.h"

#define PAGE_MASK       0xfffu
#define LUT_PAGE_MASK   ((1u << LUT_PAGE_BITS) - 1)
#define MULTICAST       0x01000000u
#define WEIGHT_LIMIT    0x10000u
#define MASKS_ALL       3u
#define SIGNAL_BITS     8
#define VCB_STATE       4
#define VCB_SQ_SIZE     20
#define VCB_RQ_SIZE     40
#define VCB_RATE        56
#define VCB_BURST       60

struct vif vifs[VIF_LIMIT];

static u32 check_mac(u32 high, u32 low, u32 but)
{
    if ((high & MULTICAST) || (high == 0 && low == 0) || (low & 0xffff))
        return STATUS_BAD_MAC;
    for (u32 i = 0; i < LAYOUT(VIF_MAX); i++)
        if (i != but && vifs[i].state != VIF_FREE && vifs[i].mac_high == high && vifs[i].mac_low == low >> 16)
            return STATUS_DUPLICATE_MAC;
    return STATUS_OK;
}

// Whole pages inside one page of the bridge's table, and nobody else's.
static u32 check_receive_area(u32 address, u32 bytes)
{
    u32 needed = LAYOUT(RECV_SLOTS) + LAYOUT(SLOT_COUNT) * LAYOUT(SLOT_BYTES);
    if ((address | bytes) & PAGE_MASK)
        return STATUS_BAD_ALIGNMENT;
    if (bytes < needed || bytes > LUT_PAGE_MASK || (address & LUT_PAGE_MASK) + bytes > LUT_PAGE_MASK + 1)
        return STATUS_BAD_RECEIVE_AREA;
    for (u32 i = 0; i < LAYOUT(VIF_MAX); i++)
        if (vifs[i].state != VIF_FREE && address < vifs[i].receive_address + vifs[i].receive_bytes
            && vifs[i].receive_address < address + bytes)
            return STATUS_BAD_RECEIVE_AREA;
    return STATUS_OK;
}

static u32 check_create(const u32 *a)
{
    if (a[CREATE_ID] >= LAYOUT(VIF_MAX))
        return STATUS_BAD_ID;
    if (vifs[a[CREATE_ID]].state != VIF_FREE)
        return STATUS_WRONG_STATE;
    if (a[CREATE_PORT] >= options[OPTION_PORTS] || a[CREATE_WEIGHT] == 0 || a[CREATE_WEIGHT] >= WEIGHT_LIMIT
        || a[CREATE_SLOTS] != (LAYOUT(SLOT_COUNT) << 16 | LAYOUT(SLOT_COUNT))
        || a[CREATE_SLOT_BYTES] != (LAYOUT(SLOT_BYTES) << 16 | LAYOUT(SLOT_BYTES))
        || a[CREATE_PRIORITY] > 0xffff || (a[CREATE_FLAGS] & ~CREATE_PROMISCUOUS))
        return STATUS_BAD_VALUE;
    u32 status = check_mac(a[CREATE_MAC_HIGH], a[CREATE_MAC_LOW], VIF_LIMIT);
    return status == STATUS_OK ? check_receive_area(a[CREATE_RECEIVE_ADDRESS], a[CREATE_RECEIVE_BYTES]) : status;
}

static u32 window_of(u32 id)
{
    return LUT_WINDOW + (id << LUT_PAGE_BITS) + (vifs[id].receive_address & LUT_PAGE_MASK);
}

static void write_flags(u32 id, u32 enabled)
{
    const struct vif *vif = &vifs[id];
    sram_write(table_block(id) + LAYOUT(VCB_MAC_LO), vif->mac_low << 16 | enabled << LAYOUT(VIF_ENABLED)
        | vif->promiscuous << LAYOUT(VIF_PROMISCUOUS) | vif->port << LAYOUT(VIF_PORT_SHIFT));
}

static void write_rates(u32 id)
{
    u32 block = table_block(id);
    sram_write(block + LAYOUT(VCB_WEIGHT), vifs[id].weight << 16 | vifs[id].priority);
    sram_write(block + VCB_RATE, vifs[id].rate);
    sram_write(block + VCB_BURST, vifs[id].burst);
}

static void set_member(u32 id, u32 on)
{
    table_set_bit(LAYOUT(PORT_VIFS) + 8 * vifs[id].port, id, on);
    table_set_bit(LAYOUT(CONFIG_BASE) + LAYOUT(CONFIG_PROMISC_LO), id, on && vifs[id].promiscuous);
}

static void set_state(u32 id, u32 state)
{
    vifs[id].state = state;
    sram_write(table_block(id) + VCB_STATE, state << 16 | id % SIGNAL_BITS);
}

// Indices to zero, in the control block and where the guest writes; both signals masked.
static void clear_indices(u32 id)
{
    u32 block = table_block(id), area = table_send_area(id);
    sram_write(block + LAYOUT(VCB_SQ_PROD), 0);
    sram_write(block + LAYOUT(VCB_SQ_CONS), 0);
    sram_write(block + LAYOUT(VCB_RQ_PROD), 0);
    sram_write(LAYOUT(SQ_DONE) + 4 * id, 0);
    REG(area + LAYOUT(SEND_SQ_PROD)) = 0;
    REG(area + LAYOUT(SEND_RQ_CONS)) = 0;
    REG(area + LAYOUT(SEND_MASKS)) = MASKS_ALL;
}

static void write_block(u32 id)
{
    u32 block = table_block(id);
    sram_write(block, id);
    sram_write(block + LAYOUT(VCB_MAC_HI), vifs[id].mac_high);
    sram_write(block + LAYOUT(VCB_SQ_BASE), table_send_area(id));
    sram_write(block + VCB_SQ_SIZE, LAYOUT(SLOT_COUNT) << 16 | LAYOUT(SLOT_BYTES));
    sram_write(block + LAYOUT(VCB_RQ_BASE), window_of(id));
    sram_write(block + VCB_RQ_SIZE, LAYOUT(SLOT_COUNT) << 16 | LAYOUT(SLOT_BYTES));
    write_rates(id);
    write_flags(id, 1);
}

u32 vif_create(const u32 *a, volatile u32 *answer)
{
    u32 status = check_create(a);
    if (status != STATUS_OK)
        return status;
    u32 id = a[CREATE_ID];
    struct vif wanted = {
        VIF_FREE, a[CREATE_GUEST], a[CREATE_MAC_HIGH], a[CREATE_MAC_LOW] >> 16, a[CREATE_PORT], a[CREATE_WEIGHT],
        a[CREATE_RATE], a[CREATE_BURST], a[CREATE_PRIORITY], a[CREATE_FLAGS] & CREATE_PROMISCUOUS,
        a[CREATE_RECEIVE_ADDRESS], a[CREATE_RECEIVE_BYTES]
    };
    vifs[id] = wanted;
    table_clear_counters(id);
    clear_indices(id);
    write_block(id);
    bridge_lookup(id, (vifs[id].receive_address & ~LUT_PAGE_MASK) | LUT_VALID);
    if (!mactable_insert(vifs[id].mac_high, vifs[id].mac_low, id)) {
        write_flags(id, 0);
        bridge_lookup(id, 0);
        return STATUS_NO_ROOM;
    }
    set_member(id, 1);
    set_state(id, VIF_ENABLED);
    fetch_set(id, 1);
    fetch_notify(id);
    answer[1] = table_send_area(id);
    answer[2] = 1u << LAYOUT(SEND_SHIFT);
    answer[3] = id % SIGNAL_BITS;
    answer[0] = 3;
    return STATUS_OK;
}

// Nothing more is fetched, and what was fetched has left.
static u32 stop_sending(u32 id)
{
    fetch_set(id, 0);
    return fence_pass(id) && queue_wait_sent(id);
}

// The guest learns what left its slots; from_host, which tells it otherwise, does not serve the VIF now.
static void tell_sent(u32 id)
{
    u32 done = sram_read(LAYOUT(SQ_DONE) + 4 * id);
    sram_write(table_block(id) + LAYOUT(VCB_SQ_CONS), done);
    REG(PCI_WINDOW + window_of(id) + LAYOUT(RECV_SQ_CONS)) = done;
    bridge_interrupt_host(1u << id % SIGNAL_BITS);
}

static u32 enter(u32 id, u32 from, u32 or_from)
{
    if (id >= LAYOUT(VIF_MAX))
        return STATUS_BAD_ID;
    return vifs[id].state == from || vifs[id].state == or_from ? STATUS_OK : STATUS_WRONG_STATE;
}

static u32 stuck(u32 id)
{
    set_state(id, VIF_STUCK);
    return STATUS_TIMEOUT;
}

// No engine uses the old address when it goes, and none drops what was sent with it.
static u32 change_mac(u32 id, u32 high, u32 low)
{
    u32 old_high = vifs[id].mac_high, old_low = vifs[id].mac_low;
    if (old_high == high && old_low == low)
        return STATUS_OK;
    u32 serves = vifs[id].state == VIF_ENABLED;
    if ((serves && !queue_wait_present(id)) || !stop_sending(id))
        return stuck(id);
    if (!mactable_insert(high, low, id)) {
        fetch_set(id, serves);
        fetch_notify(id);
        return STATUS_NO_ROOM;
    }
    vifs[id].mac_high = high;
    vifs[id].mac_low = low;
    sram_write(table_block(id) + LAYOUT(VCB_MAC_HI), high);
    write_flags(id, serves);
    if (!serves)
        mactable_retire(high, low);
    mactable_retire(old_high, old_low);
    fetch_set(id, serves);
    fetch_notify(id);
    return STATUS_OK;
}

// A frame finds the VIF on its old port or its new one.
static void change_port(u32 id, u32 port)
{
    u32 serves = vifs[id].state == VIF_ENABLED;
    u32 old = vifs[id].port;
    if (old == port)
        return;
    vifs[id].port = port;
    if (serves)
        table_set_bit(LAYOUT(PORT_VIFS) + 8 * port, id, 1);
    write_flags(id, serves);
    table_set_bit(LAYOUT(PORT_VIFS) + 8 * old, id, 0);
}

u32 vif_reconfigure(const u32 *a, volatile u32 *answer)
{
    u32 id = a[RECONFIGURE_ID], fields = a[RECONFIGURE_FIELDS];
    u32 status = enter(id, VIF_ENABLED, VIF_FROZEN);
    (void)answer;
    if (status != STATUS_OK)
        return status;
    if ((fields & ~FIELD_ALL)
        || ((fields & FIELD_WEIGHT) && (a[RECONFIGURE_WEIGHT] == 0 || a[RECONFIGURE_WEIGHT] >= WEIGHT_LIMIT))
        || ((fields & FIELD_PRIORITY) && a[RECONFIGURE_PRIORITY] > 0xffff)
        || ((fields & FIELD_PORT) && a[RECONFIGURE_PORT] >= options[OPTION_PORTS])
        || ((fields & FIELD_PROMISCUOUS) && (a[RECONFIGURE_FLAGS] & ~CREATE_PROMISCUOUS)))
        return STATUS_BAD_VALUE;
    if ((fields & FIELD_MAC) && (status = check_mac(a[RECONFIGURE_MAC_HIGH], a[RECONFIGURE_MAC_LOW], id)) != STATUS_OK)
        return status;
    if (fields & FIELD_MAC)
        status = change_mac(id, a[RECONFIGURE_MAC_HIGH], a[RECONFIGURE_MAC_LOW] >> 16);
    if (status != STATUS_OK)
        return status;
    if (fields & FIELD_WEIGHT)
        vifs[id].weight = a[RECONFIGURE_WEIGHT];
    if (fields & FIELD_PRIORITY)
        vifs[id].priority = a[RECONFIGURE_PRIORITY];
    if (fields & FIELD_RATE) {
        vifs[id].rate = a[RECONFIGURE_RATE];
        vifs[id].burst = a[RECONFIGURE_BURST];
    }
    write_rates(id);
    if (fields & FIELD_PORT)
        change_port(id, a[RECONFIGURE_PORT]);
    if (fields & FIELD_PROMISCUOUS) {
        vifs[id].promiscuous = a[RECONFIGURE_FLAGS] & CREATE_PROMISCUOUS;
        write_flags(id, vifs[id].state == VIF_ENABLED);
        table_set_bit(
            LAYOUT(CONFIG_BASE) + LAYOUT(CONFIG_PROMISC_LO), id, vifs[id].state == VIF_ENABLED && vifs[id].promiscuous);
    }
    return STATUS_OK;
}

// Frames for it are dropped from here on; when the fence has passed, none is on its way to the host.
static u32 stop_receiving(u32 id)
{
    mactable_retire(vifs[id].mac_high, vifs[id].mac_low);
    set_member(id, 0);
    write_flags(id, 0);
    return fence_pass(id);
}

u32 vif_freeze(const u32 *a, volatile u32 *answer)
{
    u32 id = a[0], block, area;
    u32 status = enter(id, VIF_ENABLED, VIF_STOPPED);
    if (status != STATUS_OK)
        return status;
    if (!stop_sending(id) || !stop_receiving(id))
        return stuck(id);
    tell_sent(id);
    set_state(id, VIF_FROZEN);
    block = table_block(id);
    area = table_send_area(id);
    answer[1] = REG(area + LAYOUT(SEND_SQ_PROD));
    answer[2] = sram_read(block + LAYOUT(VCB_SQ_PROD));
    answer[3] = sram_read(block + LAYOUT(VCB_SQ_CONS));
    answer[4] = sram_read(block + LAYOUT(VCB_RQ_PROD));
    answer[5] = REG(area + LAYOUT(SEND_RQ_CONS));
    answer[0] = 5;
    return STATUS_OK;
}

u32 vif_thaw(const u32 *a, volatile u32 *answer)
{
    u32 id = a[0];
    u32 status = enter(id, VIF_FROZEN, VIF_STOPPED);
    (void)answer;
    if (status != STATUS_OK)
        return status;
    write_flags(id, 1);
    if (!mactable_insert(vifs[id].mac_high, vifs[id].mac_low, id)) {
        write_flags(id, 0);
        return STATUS_NO_ROOM;
    }
    set_member(id, 1);
    set_state(id, VIF_ENABLED);
    fetch_set(id, 1);
    fetch_notify(id);
    return STATUS_OK;
}

// From a frozen VIF nobody fetches: its last messages are dropped by fetching them from a disabled one.
u32 vif_destroy(const u32 *a, volatile u32 *answer)
{
    u32 id = a[0];
    (void)answer;
    if (id >= LAYOUT(VIF_MAX))
        return STATUS_BAD_ID;
    if (vifs[id].state == VIF_FREE)
        return STATUS_WRONG_STATE;
    if (a[1] & ~DESTROY_DRAIN)
        return STATUS_BAD_VALUE;
    u32 drains = a[1] == DESTROY_DRAIN && vifs[id].state == VIF_ENABLED;
    mactable_retire(vifs[id].mac_high, vifs[id].mac_low);
    set_member(id, 0);
    if (!drains)
        write_flags(id, 0);
    fetch_set(id, 1);
    fetch_notify(id);
    if (!queue_wait_fetched(id) || !stop_sending(id) || !stop_receiving(id))
        return stuck(id);
    clear_indices(id);
    if (!fence_pass(id))
        return stuck(id);
    bridge_lookup(id, 0);
    set_state(id, VIF_FREE);
    return STATUS_OK;
}

void vif_stop(u32 id)
{
    fetch_set(id, 0);
    set_state(id, VIF_STOPPED);
}
