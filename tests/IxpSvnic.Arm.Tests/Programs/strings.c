/* String and memory functions at every small alignment, and structures copied by value. */
#include "output.h"
#ifdef FREESTANDING
#include "freestanding.h"
#else
#include <string.h>
#endif

struct block
{
    int head;
    char name[13];
    short tail[5];
};

static unsigned char from[96], to[96];

static struct block turn(struct block b, int by)
{
    struct block r = b;
    for (int i = 0; i < 13; i++)
        r.name[i] = b.name[(i + by) % 13];
    r.head = b.head * by;
    for (int i = 0; i < 5; i++)
        r.tail[i] = (short)(b.tail[4 - i] - by);
    return r;
}

static unsigned digest(const void *p, unsigned n)
{
    const unsigned char *c = p;
    unsigned h = 5381;
    while (n--)
        h = h * 33 ^ *c++;
    return h;
}

int main(void)
{
    for (int i = 0; i < 96; i++)
        from[i] = (unsigned char)(i * 7 + 1);
    for (unsigned s = 0; s < 5; s++)
        for (unsigned d = 0; d < 5; d++)
        {
            unsigned h = 0;
            for (unsigned n = 0; n < 40; n += 3)
            {
                memset(to, 0xee, sizeof to);
                memcpy(to + d, from + s, n);
                h = h * 17 + digest(to, sizeof to);
                memmove(to + d + 2, to + d, n);
                h = h * 17 + digest(to, sizeof to);
                h += (unsigned)(memcmp(to + d + 2, from + s, n) == 0);
            }
            put_hex(h);
        }
    put_line();

    char text[40] = "control plane";
    put_hex((unsigned)strlen(text));
    strcpy(text + 13, " of the card");
    put_hex((unsigned)strlen(text));
    put_hex((unsigned)(strcmp(text, "control plane of the card") == 0));
    put_hex((unsigned)(strcmp(text, "control plane of the cards") < 0));
    put_hex((unsigned)(strcmp("b", "a") > 0));
    put_text(text);
    put_line();

    struct block b = { 77, "abcdefghijkl", { 1, -2, 3, -4, 5 } };
    for (int i = 1; i < 6; i++)
    {
        b = turn(b, i);
        put_hex(digest(b.name, 13));
        put_hex((unsigned)b.head);
        put_hex((unsigned)b.tail[2]);
    }
    put_line();
    return finish(0);
}
