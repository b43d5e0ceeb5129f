/* What needs the C library: printf, floating point, setjmp, variable arguments, qsort, allocation, the command line, time. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf home;
static int constructed;

__attribute__((constructor)) static void construct(void)
{
    constructed = 11;
}

static void leap(int depth)
{
    volatile char room[64];
    room[depth % 64] = (char)depth;
    if (room[depth % 64] > 0)
        leap(depth - 1);
    else
        longjmp(home, 5);
}

static double total(int n, ...)
{
    va_list list;
    va_start(list, n);
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += i % 2 ? va_arg(list, double) : (double)va_arg(list, long long);
    va_end(list);
    return sum;
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

int main(int argc, char **argv)
{
    printf("constructed %d, %d arguments\n", constructed, argc - 1);
    for (int i = 1; i < argc; i++)
        printf("[%s]\n", argv[i]);

    int from = setjmp(home);
    if (from == 0)
        leap(20);
    printf("back with %d\n", from);

    printf("%.6f\n", total(4, 7LL, 0.125, -3000000000LL, 1e10));
    double x = 0.5, values[20];
    float f = 1.1f;
    for (int i = 0; i < 20; i++)
    {
        x = 3.7 * x * (1 - x);
        f = f * 1.5f - 0.25f / (float)(i + 1);
        values[i] = x;
    }
    qsort(values, 20, sizeof values[0], by_value);
    for (int i = 0; i < 20; i += 3)
        printf("%.17g %a\n", values[i], values[i]);
    printf("%g %d %u %lld\n", (double)f, (int)f, (unsigned)(f * 1000), (long long)(f * 1e9f));
    printf("%.12f %.12f %.12f %.12f\n", sqrt(2), sin(1), exp(1.5), pow(1.01, 365));
    printf("%d %d %d\n", 1.0 / 3 < 0.3333333333333333, (double)0 == -(double)0, (int)-7.9);

    char *list = NULL;
    size_t length = 0;
    for (int i = 0; i < 200; i++)
    {
        list = realloc(list, length + 12);
        length += (size_t)sprintf(list + length, "%d,", i * i * i);
    }
    unsigned h = 0;
    for (size_t i = 0; i < length; i++)
        h = h * 31 + (unsigned char)list[i];
    printf("%u characters, %08x\n", (unsigned)length, h);
    free(list);
    fprintf(stderr, "this is for the error stream\n");
    char line[80];
    while (fgets(line, sizeof line, stdin))
        printf("read: %s", line);
    return 23;
}
