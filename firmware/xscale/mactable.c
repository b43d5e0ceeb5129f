// 256 buckets of {bytes 0-3; bytes 4-5 | flags | VIF | valid; control block; next}, longer ones through a common pool. An
// address that was a VIF's stays, marked gone: what still comes for it counts as such, and its entry serves again when
// the address comes back or the pool is used up. Engines read an entry at once; its second word is written last.
#include "bundle.h"
#include "hash.h"
#include "mactable.h"
#include "tables.h"

#define W1              4
#define W2              8
#define W3              12
#define ENTRY_SHIFT     4
#define BUCKET_MASK     0xffu
#define VALID           1u
#define VIF_SHIFT       1

static u32 pool_used;

static u32 bucket_of(u32 high, u32 low)
{
    return LAYOUT(MAC_TABLE) + ((hash_mac(high, low) & BUCKET_MASK) << ENTRY_SHIFT);
}

static u32 is_gone(u32 entry)
{
    return sram_read(entry + W1) >> LAYOUT(MAC_GONE) & 1;
}

static u32 holds(u32 entry, u32 high, u32 low)
{
    u32 w1 = sram_read(entry + W1);
    return (w1 & VALID) && w1 >> 16 == low && sram_read(entry) == high;
}

static u32 find(u32 high, u32 low)
{
    for (u32 entry = bucket_of(high, low); entry; entry = sram_read(entry + W3))
        if (holds(entry, high, low))
            return entry;
    return 0;
}

static void fill(u32 entry, u32 high, u32 low, u32 vif)
{
    sram_write(entry + W1, 0);
    sram_write(entry, high);
    sram_write(entry + W2, table_block(vif));
    sram_write(entry + W1, low << 16 | vif << VIF_SHIFT | VALID);
}

// An entry of the bucket that nobody needs, or a new one behind its last; 0 when there is none.
static u32 place_in(u32 bucket)
{
    u32 gone = 0, last = bucket;
    for (u32 entry = bucket; entry; last = entry, entry = sram_read(entry + W3)) {
        if (!(sram_read(entry + W1) & VALID))
            return entry;
        if (is_gone(entry))
            gone = entry;
    }
    if (pool_used == LAYOUT(MAC_OVERFLOW_COUNT))
        return gone;
    u32 added = LAYOUT(MAC_OVERFLOW) + (pool_used++ << ENTRY_SHIFT);
    sram_write(added + W1, 0);
    sram_write(added + W3, 0);
    sram_write(last + W3, added);
    return added;
}

// 0 when there is no room.
u32 mactable_insert(u32 high, u32 low, u32 vif)
{
    u32 entry = find(high, low);
    if (!entry)
        entry = place_in(bucket_of(high, low));
    if (entry)
        fill(entry, high, low, vif);
    return entry != 0;
}

void mactable_retire(u32 high, u32 low)
{
    u32 entry = find(high, low);
    if (entry)
        sram_write(entry + W1, sram_read(entry + W1) | 1u << LAYOUT(MAC_GONE));
}
