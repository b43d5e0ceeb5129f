#include "boot_error.h"
#include "bundle.h"
#include "hw.h"

#define MAGIC           0x49585342u             // "IXSB"
#define VERSION         1
#define HEADER_WORDS    8
#define MAX_WORDS       0x20000u
#define IMAGE_WORDS     7

u32 layout[LAYOUT_COUNT];
u32 options[OPTION_COUNT];

// Written before it is read: not cleared at the start.
static u32 words[MAX_WORDS] __attribute__((section(".late")));

// Flash is 8 bits wide.
static u32 flash_word(u32 index)
{
    u32 byte = FLASH + BUNDLE_FLASH_OFFSET + 4 * index;
    return (u32)REG8(byte) << 24 | (u32)REG8(byte + 1) << 16 | (u32)REG8(byte + 2) << 8 | REG8(byte + 3);
}

void bundle_open(void)
{
    for (u32 i = 0; i < HEADER_WORDS; i++)
        words[i] = flash_word(i);
    if (words[0] != MAGIC)
        boot_error(BOOT_NO_BUNDLE);
    if (words[1] != VERSION || words[4] != OPTION_COUNT || words[5] != LAYOUT_COUNT)
        boot_error(BOOT_BUNDLE_VERSION);
    u32 count = words[2];
    if (count > MAX_WORDS || count < HEADER_WORDS + OPTION_COUNT + LAYOUT_COUNT)
        boot_error(BOOT_BUNDLE_DAMAGED);
    u32 sum = 0;
    for (u32 i = 0; i < count; i++) {
        words[i] = flash_word(i);
        sum += words[i];
    }
    if (sum != 0)
        boot_error(BOOT_BUNDLE_DAMAGED);
    for (u32 i = 0; i < OPTION_COUNT; i++)
        options[i] = words[HEADER_WORDS + i];
    for (u32 i = 0; i < LAYOUT_COUNT; i++)
        layout[i] = words[HEADER_WORDS + OPTION_COUNT + i];
}

u32 bundle_images(void)
{
    return words[6];
}

void bundle_image(u32 index, struct image *image)
{
    const u32 *at = words + HEADER_WORDS + OPTION_COUNT + LAYOUT_COUNT;
    for (;; index--) {
        image->me = at[0];
        image->contexts = at[1];
        image->mode = at[2];
        image->csr_count = at[3];
        image->prologue_address = at[4];
        image->prologue_count = at[5];
        image->word_count = at[6];
        image->csrs = at + IMAGE_WORDS;
        image->prologue = image->csrs + 2 * image->csr_count;
        image->words = image->prologue + 2 * image->prologue_count;
        if (index == 0)
            return;
        at = image->words + 2 * image->word_count;
    }
}
