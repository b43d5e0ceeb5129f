// Loads and starts microengines through their CSRs.
#include "boot_error.h"
#include "hw.h"
#include "ustore.h"

#define CONTEXTS        8
#define NOP_UPPER       0xf0u
#define NOP_LOWER       0x000c0300u
#define PADDING         4
#define CC_ENABLE_BIT   0x2000u
#define PROLOGUE_POLLS  10000

static const u32 engines[] = { 0x00, 0x01, 0x02, 0x03, 0x10, 0x11, 0x12, 0x13 };

// An access may lose against the engine's own; it is then repeated.
static void csr_write(u32 me, u32 csr, u32 value)
{
    do
        REG(ME_CSR(me, csr)) = value;
    while (REG(ME_CSR(me, ME_LOCAL_CSR_STATUS)) & 1);
}

static u32 csr_read(u32 me, u32 csr)
{
    u32 value;
    do
        value = REG(ME_CSR(me, csr));
    while (REG(ME_CSR(me, ME_LOCAL_CSR_STATUS)) & 1);
    return value;
}

static u32 parity(u32 bits)
{
    bits ^= bits >> 16;
    bits ^= bits >> 8;
    bits ^= bits >> 4;
    return 0x6996u >> (bits & 15) & 1;
}

// Bit 8 makes bits 19:0 even, bit 9 bits 39:20.
static void store_word(u32 me, u32 upper, u32 lower)
{
    upper &= 0xff;
    u32 parities = parity(lower & 0xfffff) | parity(lower >> 20 ^ upper) << 1;
    csr_write(me, ME_USTORE_DATA_LOWER, lower);
    csr_write(me, ME_USTORE_DATA_UPPER, upper | parities << 8);
}

static void store(u32 me, u32 address, const u32 *words, u32 count)
{
    csr_write(me, ME_USTORE_ADDRESS, USTORE_ENABLE | address);
    for (u32 i = 0; i < count; i++)
        store_word(me, words[2 * i], words[2 * i + 1]);
    for (u32 i = 0; i < PADDING && csr_read(me, ME_USTORE_ADDRESS) != USTORE_ENABLE; i++)
        store_word(me, NOP_UPPER, NOP_LOWER);
    csr_write(me, ME_USTORE_ADDRESS, 0);
}

static void set_contexts(u32 me, u32 mask, u32 address)
{
    for (u32 context = 0; context < CONTEXTS; context++)
        if (mask >> context & 1) {
            csr_write(me, ME_CSR_CTX_POINTER, context);
            csr_write(me, ME_INDIRECT_SIG_EVENTS, 1);
            csr_write(me, ME_INDIRECT_WAKEUP, 1);
            csr_write(me, ME_INDIRECT_CTX_STS, address);
        }
}

// Registers with initial values are set by a program that context 0 runs first.
static void run_prologue(const struct image *image)
{
    u32 enables = csr_read(image->me, ME_CTX_ENABLES);
    store(image->me, image->prologue_address, image->prologue, image->prologue_count);
    set_contexts(image->me, 1, image->prologue_address);
    csr_write(image->me, ME_CTX_ENABLES, enables | 1 << 8);
    for (u32 i = 0; csr_read(image->me, ME_ACTIVE_CTX_STS) >> 31; i++)
        if (i == PROLOGUE_POLLS)
            boot_error(BOOT_PROLOGUE);
    csr_write(image->me, ME_CTX_ENABLES, enables);
}

void ustore_load(const struct image *image)
{
    u32 me = image->me;
    u32 reset = REG(CAP_IXP_RESET_1);
    write_flushed(CAP_IXP_RESET_1, reset | 1u << me);
    write_flushed(CAP_IXP_RESET_1, reset & ~(1u << me));
    csr_write(me, ME_CTX_ENABLES, image->mode | CTX_PARITY_ENABLE);
    csr_write(me, ME_CC_ENABLE, CC_ENABLE_BIT);
    csr_write(me, ME_NN_PUT, 0);
    csr_write(me, ME_NN_GET, 0);
    csr_write(me, ME_T_INDEX_BYTE_INDEX, 0);
    if (image->prologue_count)
        run_prologue(image);
    store(me, 0, image->words, image->word_count);
    for (u32 i = 0; i < image->csr_count; i++)
        csr_write(me, 4 * image->csrs[2 * i], image->csrs[2 * i + 1]);
}

void ustore_start(const struct image *image)
{
    set_contexts(image->me, image->contexts, 0);
    csr_write(image->me, ME_CTX_ENABLES, csr_read(image->me, ME_CTX_ENABLES) | image->contexts << 8);
}

// All engines count together from the write that sets the bit.
void ustore_start_timestamps(void)
{
    u32 misc = REG(CAP_MISC_CONTROL);
    write_flushed(CAP_MISC_CONTROL, misc & ~MISC_TIMESTAMP_ENABLE);
    for (u32 i = 0; i < sizeof engines / sizeof engines[0]; i++) {
        csr_write(engines[i], ME_TIMESTAMP_LOW, 0);
        csr_write(engines[i], ME_TIMESTAMP_HIGH, 0);
    }
    write_flushed(CAP_MISC_CONTROL, misc | MISC_TIMESTAMP_ENABLE);
}
