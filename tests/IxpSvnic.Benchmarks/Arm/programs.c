/* Five programs, chosen at compile time; the number of passes is the first argument. Each prints a checksum. */
#include <stdio.h>
#include <stdlib.h>

static unsigned result;

#if defined CRC32

static unsigned char data[16384];
static unsigned table[256];

static void prepare(void)
{
    for (unsigned i = 0; i < 256; i++)
    {
        unsigned c = i;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? (c >> 1) ^ 0xedb88320u : c >> 1;
        table[i] = c;
    }
    for (unsigned i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)(i * 31 + (i >> 8));
}

static void pass(void)
{
    unsigned crc = ~result;
    for (unsigned i = 0; i < sizeof data; i++)
        crc = (crc >> 8) ^ table[(crc ^ data[i]) & 0xff];
    result = ~crc;
}

#elif defined CHECKSUM

static unsigned short data[8192];

static void prepare(void)
{
    for (unsigned i = 0; i < 8192; i++)
        data[i] = (unsigned short)(i * 40503u);
}

static void pass(void)
{
    unsigned sum = result;
    for (unsigned i = 0; i < 8192; i++)
    {
        sum += data[i];
        sum = (sum & 0xffff) + (sum >> 16);
    }
    result = sum;
}

#elif defined COPY

static unsigned from[16384], to[16384];

static void prepare(void)
{
    for (unsigned i = 0; i < 16384; i++)
        from[i] = i * 2654435761u + 1;
}

static void pass(void)
{
    unsigned *volatile source = from;
    unsigned *volatile target = to;
    unsigned *s = source, *t = target;
    for (unsigned i = 0; i < 16384; i++)
        t[i] = s[i];
    result = result * 5 + to[result & 16383];
}

#elif defined QUICKSORT

static int data[4096];

static void prepare(void)
{
}

static void sort(int *low, int *high)
{
    while (low < high)
    {
        int pivot = low[(high - low) / 2], *i = low, *j = high;
        while (i <= j)
        {
            while (*i < pivot)
                i++;
            while (*j > pivot)
                j--;
            if (i <= j)
            {
                int t = *i;
                *i++ = *j;
                *j-- = t;
            }
        }
        sort(low, j);
        low = i;
    }
}

static void pass(void)
{
    unsigned x = result | 1;
    for (int i = 0; i < 4096; i++)
    {
        x = x * 1664525u + 1013904223u;
        data[i] = (int)x;
    }
    sort(data, data + 4095);
    result = (unsigned)data[17] ^ (unsigned)data[4000];
}

#else

enum { LOAD, STORE, ADD, SUBTRACT, CONSTANT, JUMP_IF, EXCLUSIVE, SHIFT, STOP };

static const signed char code[] = {
    CONSTANT, 0, STORE, 1, CONSTANT, 100, STORE, 0,
    LOAD, 1, LOAD, 0, ADD, STORE, 1,
    LOAD, 1, CONSTANT, 3, SHIFT, LOAD, 1, EXCLUSIVE, STORE, 1,
    LOAD, 0, CONSTANT, 1, SUBTRACT, STORE, 0,
    LOAD, 0, JUMP_IF, 8,
    STOP,
};

static void prepare(void)
{
}

static void pass(void)
{
    unsigned stack[16], cells[4] = { 0, 0, 0, 0 }, *top = stack;
    for (const signed char *at = code;;)
    {
        switch (*at++)
        {
            case LOAD: *top++ = cells[(int)*at++]; break;
            case STORE: cells[(int)*at++] = *--top; break;
            case ADD: top--; top[-1] += *top; break;
            case SUBTRACT: top--; top[-1] -= *top; break;
            case CONSTANT: *top++ = (unsigned)*at++; break;
            case JUMP_IF: at = *--top ? code + *at : at + 1; break;
            case EXCLUSIVE: top--; top[-1] ^= *top; break;
            case SHIFT: top--; top[-1] <<= *top; break;
            default: result += cells[1]; return;
        }
    }
}

#endif

int main(int argc, char **argv)
{
    int passes = argc > 1 ? atoi(argv[argc - 1]) : 1;
    prepare();
    for (int i = 0; i < passes; i++)
        pass();
    printf("%08x\n", result);
    return 0;
}
