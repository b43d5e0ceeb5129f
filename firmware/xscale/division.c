// The core has no division; no library for this byte order is packaged.
#include "types.h"

// Quotient in r0, remainder in r1: in this byte order the halves of a long long.
u64 __aeabi_uidivmod(u32 dividend, u32 divisor)
{
    u32 quotient = 0, rest = 0;
    for (int bit = 31; bit >= 0; bit--) {
        rest = rest << 1 | (dividend >> bit & 1);
        if (rest >= divisor) {
            rest -= divisor;
            quotient |= 1u << bit;
        }
    }
    return (u64)quotient << 32 | rest;
}

u32 __aeabi_uidiv(u32 dividend, u32 divisor)
{
    return (u32)(__aeabi_uidivmod(dividend, divisor) >> 32);
}
