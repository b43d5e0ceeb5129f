/* 64-bit arithmetic and every division and remainder the compiler calls helpers for. */
#include "output.h"

static const unsigned samples[] = {
    0, 1, 2, 3, 5, 7, 10, 100, 255, 256, 32767, 32768, 65535, 65536, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff, 0x12345678,
};

#define COUNT (sizeof samples / sizeof samples[0])

static void put_long(unsigned long long v)
{
    put_hex((unsigned)(v >> 32));
    put_hex((unsigned)v);
}

int main(void)
{
    for (unsigned i = 0; i < COUNT; i++)
    {
        for (unsigned j = 0; j < COUNT; j++)
        {
            volatile unsigned x = samples[i], y = samples[j];
            volatile unsigned long long w = (unsigned long long)x << 32 | samples[(i + j) % COUNT];
            volatile long long s = (long long)w;
            unsigned hash = x * y + (x - y) + (x & y) + (x ^ ~y);
            unsigned long long wide = (unsigned long long)x * y + w;
            long long signed_wide = (long long)(int)x * (int)y + s;
            if (y)
            {
                hash += x / y + 3 * (x % y);
                if (!(x == 0x80000000u && y == 0xffffffffu))
                    hash += (unsigned)((int)x / (int)y) + 5u * (unsigned)((int)x % (int)y);
                wide += w / y + 7 * (w % y);
                if (!(w == 0x8000000000000000ull && (int)y == -1))
                    signed_wide += s / (int)y + 11 * (s % (int)y);
                unsigned long long d = (unsigned long long)y << (i * 2 % 32) | 1;
                wide += w / d + 13 * (w % d);
            }
            int k = (int)(j * 3 % 64);
            wide += (w << k) ^ (w >> (k / 2)) ^ (unsigned long long)(s >> k);
            signed_wide += (s > (long long)wide) + (w < wide) * 2 + (s == signed_wide) * 4;
            put_hex(hash);
            put_long(wide);
            put_long((unsigned long long)signed_wide);
        }
        put_line();
    }
    return finish(0);
}
