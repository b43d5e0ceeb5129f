/* What a program needs where there is no C library and no libgcc: division (ARM run-time ABI), memory and string functions. */
#include "freestanding.h"

typedef unsigned long long wide;

void *memcpy(void *to, const void *from, size_t count)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    while (count--)
        *t++ = *f++;
    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    if (t <= f)
        return memcpy(to, from, count);
    while (count--)
        t[count] = f[count];
    return to;
}

void *memset(void *to, int value, size_t count)
{
    unsigned char *t = to;
    while (count--)
        *t++ = (unsigned char)value;
    return to;
}

int memcmp(const void *x, const void *y, size_t count)
{
    const unsigned char *a = x, *b = y;
    for (; count; count--, a++, b++)
        if (*a != *b)
            return *a - *b;
    return 0;
}

size_t strlen(const char *text)
{
    size_t n = 0;
    while (text[n])
        n++;
    return n;
}

char *strcpy(char *to, const char *from)
{
    char *t = to;
    while ((*t++ = *from++))
        ;
    return to;
}

int strcmp(const char *x, const char *y)
{
    while (*x && *x == *y)
    {
        x++;
        y++;
    }
    return (unsigned char)*x - (unsigned char)*y;
}

void __aeabi_memcpy(void *to, const void *from, size_t count)
{
    memcpy(to, from, count);
}

void __aeabi_memcpy4(void *to, const void *from, size_t count) __attribute__((alias("__aeabi_memcpy")));

/* Quotient and remainder by shifting. */
static unsigned divide(unsigned n, unsigned d, unsigned *rest)
{
    unsigned q = 0, r = 0;
    for (int i = 31; i >= 0; i--)
    {
        unsigned carry = r >> 31;
        r = r << 1 | (n >> i & 1);
        if (carry || r >= d)
        {
            r -= d;
            q |= 1u << i;
        }
    }
    *rest = r;
    return q;
}

static wide divide_wide(wide n, wide d, wide *rest)
{
    wide q = 0, r = 0;
    for (int i = 0; i < 64; i++)
    {
        unsigned carry = (unsigned)(r >> 63);
        r = r << 1 | n >> 63;
        n <<= 1;
        q <<= 1;
        if (carry || r >= d)
        {
            r -= d;
            q |= 1;
        }
    }
    *rest = r;
    return q;
}

unsigned __aeabi_uidiv(unsigned n, unsigned d)
{
    unsigned r;
    return divide(n, d, &r);
}

/* The pair comes back in r0 and r1: the quotient is in r0, which in a big-endian register pair is the upper word. */
static wide pair(unsigned r0, unsigned r1)
{
#ifdef __ARM_BIG_ENDIAN
    return (wide)r0 << 32 | r1;
#else
    return (wide)r1 << 32 | r0;
#endif
}

wide __aeabi_uidivmod(unsigned n, unsigned d)
{
    unsigned r, q = divide(n, d, &r);
    return pair(q, r);
}

static unsigned magnitude(int v)
{
    return v < 0 ? 0u - (unsigned)v : (unsigned)v;
}

int __aeabi_idiv(int n, int d)
{
    unsigned r, q = divide(magnitude(n), magnitude(d), &r);
    return (int)((n < 0) != (d < 0) ? 0u - q : q);
}

wide __aeabi_idivmod(int n, int d)
{
    unsigned r, q = divide(magnitude(n), magnitude(d), &r);
    return pair((n < 0) != (d < 0) ? 0u - q : q, n < 0 ? 0u - r : r);
}

/* Called by start.S, which moves what they return through memory into r0 to r3. */
wide quotient, remainder_left;

void unsigned_pair(wide n, wide d)
{
    quotient = divide_wide(n, d, &remainder_left);
}

void signed_pair(long long n, long long d)
{
    wide r, q = divide_wide(n < 0 ? 0 - (wide)n : (wide)n, d < 0 ? 0 - (wide)d : (wide)d, &r);
    quotient = (n < 0) != (d < 0) ? 0 - q : q;
    remainder_left = n < 0 ? 0 - r : r;
}

wide __aeabi_llsl(wide value, int by)
{
    unsigned low = (unsigned)value, high = (unsigned)(value >> 32);
    if (by >= 32)
        return (wide)(by >= 64 ? 0 : low << (by - 32)) << 32;
    return by == 0 ? value : (wide)(high << by | low >> (32 - by)) << 32 | low << by;
}

wide __aeabi_llsr(wide value, int by)
{
    unsigned low = (unsigned)value, high = (unsigned)(value >> 32);
    if (by >= 32)
        return by >= 64 ? 0 : high >> (by - 32);
    return by == 0 ? value : (wide)(high >> by) << 32 | (low >> by | high << (32 - by));
}

long long __aeabi_lasr(long long value, int by)
{
    unsigned low = (unsigned)value;
    int high = (int)(value >> 32);
    if (by >= 32)
        return (long long)((wide)(unsigned)(high >> 31) << 32 | (unsigned)(high >> (by >= 64 ? 31 : by - 32)));
    return by == 0 ? value : (long long)((wide)(unsigned)(high >> by) << 32 | (low >> by | (unsigned)high << (32 - by)));
}
