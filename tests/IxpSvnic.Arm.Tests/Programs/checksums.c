/* Checksums over a generated buffer: CRC-32 (table and bitwise), Adler-32, the Internet checksum, FNV-1a. */
#include "output.h"

static unsigned char data[4099];
static unsigned table[256];

static void fill(void)
{
    unsigned x = 12345;
    for (unsigned i = 0; i < sizeof data; i++)
    {
        x = x * 1103515245u + 12345u;
        data[i] = (unsigned char)(x >> 16);
    }
}

static unsigned crc_bitwise(const unsigned char *p, unsigned n)
{
    unsigned crc = ~0u;
    while (n--)
    {
        crc ^= *p++;
        for (int k = 0; k < 8; k++)
            crc = crc & 1 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
    }
    return ~crc;
}

static unsigned crc_table(const unsigned char *p, unsigned n)
{
    for (unsigned i = 0; i < 256; i++)
    {
        unsigned c = i;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? (c >> 1) ^ 0xedb88320u : c >> 1;
        table[i] = c;
    }
    unsigned crc = ~0u;
    while (n--)
        crc = (crc >> 8) ^ table[(crc ^ *p++) & 0xff];
    return ~crc;
}

static unsigned adler(const unsigned char *p, unsigned n)
{
    unsigned a = 1, b = 0;
    while (n--)
    {
        a = (a + *p++) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static unsigned internet(const unsigned char *p, unsigned n)
{
    unsigned sum = 0;
    while (n > 1)
    {
        sum += (unsigned)p[0] << 8 | p[1];
        p += 2;
        n -= 2;
    }
    if (n)
        sum += (unsigned)p[0] << 8;
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return ~sum & 0xffff;
}

static unsigned long long fnv(const unsigned char *p, unsigned n)
{
    unsigned long long h = 0xcbf29ce484222325ull;
    while (n--)
        h = (h ^ *p++) * 0x100000001b3ull;
    return h;
}

int main(void)
{
    fill();
    for (unsigned n = 0; n <= sizeof data; n = n * 3 + 1)
    {
        put_hex(crc_bitwise(data, n));
        put_hex(crc_table(data + n % 3, n - n % 3));
        put_hex(adler(data, n));
        put_hex(internet(data, n));
        unsigned long long h = fnv(data, n);
        put_hex((unsigned)(h >> 32));
        put_hex((unsigned)h);
        put_line();
    }
    return finish(0);
}
