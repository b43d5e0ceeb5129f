// The hash unit's 48-bit function, computed here: operand times multiplier modulo x^48 + x^36 + x^25 + x^10 + 1 over
// GF(2). Operand as the engines give it: MAC bytes 0-3 in the low word, bytes 4-5 above.
#include "hash.h"

#define POLYNOMIAL ((1ull << 36) | (1ull << 25) | (1ull << 10) | 1)
#define MASK       ((1ull << 48) - 1)

u32 hash_mac(u32 bytes_0_to_3, u32 bytes_4_to_5)
{
    u64 operand = (u64)bytes_4_to_5 << 32 | bytes_0_to_3;
    u64 shifted = (u64)HASH_MULTIPLIER_HIGH << 32 | HASH_MULTIPLIER_LOW;
    u64 sum = 0;
    for (; operand; operand >>= 1) {
        if (operand & 1)
            sum ^= shifted;
        u64 carry = shifted >> 47 & 1;
        shifted = (shifted << 1 & MASK) ^ (carry ? POLYNOMIAL : 0);
    }
    return (u32)sum;
}
