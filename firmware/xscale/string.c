// What the compiler calls by itself.
#include "types.h"

void *memset(void *to, int value, u32 bytes)
{
    u8 *byte = to;
    while (bytes--)
        *byte++ = (u8)value;
    return to;
}

void *memcpy(void *to, const void *from, u32 bytes)
{
    u8 *byte = to;
    const u8 *source = from;
    while (bytes--)
        *byte++ = *source++;
    return to;
}
