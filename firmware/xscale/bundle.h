// What the machine's owner put into flash: the microcode images, the addresses they agree on, and the options.
// Format: README.md.
#ifndef BUNDLE_H
#define BUNDLE_H
#include "layout_names.h"
#include "types.h"

#define BUNDLE_FLASH_OFFSET 0x00100000u

// In the order of the file.
enum option {
    OPTION_LOCAL_SWITCH,
    OPTION_POLL_PERIOD,
    OPTION_PORTS,
    OPTION_COUNT
};

struct image {
    u32 me, contexts, mode, csr_count, prologue_address, prologue_count, word_count;
    const u32 *csrs, *prologue, *words;
};

extern u32 layout[LAYOUT_COUNT];
extern u32 options[OPTION_COUNT];

#define LAYOUT(name) (layout[L_##name])

void bundle_open(void);
u32 bundle_images(void);
void bundle_image(u32 index, struct image *image);

#endif
