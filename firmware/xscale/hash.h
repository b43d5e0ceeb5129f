#ifndef HASH_H
#define HASH_H
#include "types.h"

#define HASH_MULTIPLIER_LOW     0x9e3779b9u
#define HASH_MULTIPLIER_HIGH    0x7f4au

u32 hash_mac(u32 bytes_0_to_3, u32 bytes_4_to_5);

#endif
