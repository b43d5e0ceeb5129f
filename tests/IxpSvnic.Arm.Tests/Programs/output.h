/* Output by semihosting, or by system calls where there is no C library. */
#ifndef OUTPUT_H
#define OUTPUT_H

#ifdef FREESTANDING

long system_call(long a, long b, long c, long number);

static void put_bytes(const char *text, unsigned length)
{
    system_call(1, (long)text, (long)length, 4);
}

static int finish(int code)
{
    system_call(code, 0, 0, 1);
    return code;
}

#else

#include <stdio.h>

static void put_bytes(const char *text, unsigned length)
{
    fwrite(text, 1, length, stdout);
}

static int finish(int code)
{
    return code;
}

#endif

static inline void put_line(void)
{
    put_bytes("\n", 1);
}

static inline void put_text(const char *text)
{
    unsigned n = 0;
    while (text[n])
        n++;
    put_bytes(text, n);
}

static inline void put_hex(unsigned value)
{
    char text[9];
    for (int i = 0; i < 8; i++)
        text[i] = "0123456789abcdef"[value >> (28 - 4 * i) & 15];
    text[8] = ' ';
    put_bytes(text, 9);
}

#endif
