/* Quicksort, heapsort, insertion sort, merge sort and a binary search on structures; all must agree. */
#include "output.h"

#define COUNT 600

struct item
{
    short key;
    unsigned char tag;
    int value;
};

static struct item start[COUNT], a[COUNT], b[COUNT], spare[COUNT];

static int less(const struct item *x, const struct item *y)
{
    return x->key != y->key ? x->key < y->key : x->value < y->value;
}

static void swap_items(struct item *x, struct item *y)
{
    struct item t = *x;
    *x = *y;
    *y = t;
}

static void quick(struct item *v, int low, int high)
{
    if (low >= high)
        return;
    struct item pivot = v[(low + high) / 2];
    int i = low, j = high;
    while (i <= j)
    {
        while (less(&v[i], &pivot))
            i++;
        while (less(&pivot, &v[j]))
            j--;
        if (i <= j)
            swap_items(&v[i++], &v[j--]);
    }
    quick(v, low, j);
    quick(v, i, high);
}

static void sift(struct item *v, int root, int end)
{
    for (int child; (child = 2 * root + 1) < end; root = child)
    {
        if (child + 1 < end && less(&v[child], &v[child + 1]))
            child++;
        if (!less(&v[root], &v[child]))
            return;
        swap_items(&v[root], &v[child]);
    }
}

static void heap(struct item *v, int n)
{
    for (int i = n / 2; i-- > 0;)
        sift(v, i, n);
    while (n-- > 1)
    {
        swap_items(v, &v[n]);
        sift(v, 0, n);
    }
}

static void insertion(struct item *v, int n)
{
    for (int i = 1; i < n; i++)
    {
        struct item t = v[i];
        int j = i;
        for (; j > 0 && less(&t, &v[j - 1]); j--)
            v[j] = v[j - 1];
        v[j] = t;
    }
}

static void merge(struct item *v, int n)
{
    if (n < 2)
        return;
    int half = n / 2;
    merge(v, half);
    merge(v + half, n - half);
    for (int i = 0; i < n; i++)
        spare[i] = v[i];
    for (int i = 0, l = 0, r = half; i < n; i++)
        v[i] = r >= n || (l < half && !less(&spare[r], &spare[l])) ? spare[l++] : spare[r++];
}

static int find(const struct item *v, int n, int key)
{
    int low = 0;
    while (n > 0)
    {
        int half = n / 2;
        if (v[low + half].key < key)
        {
            low += half + 1;
            n -= half + 1;
        }
        else
            n = half;
    }
    return low;
}

static void restore(struct item *v)
{
    for (int i = 0; i < COUNT; i++)
        v[i] = start[i];
}

static int same(void)
{
    for (int i = 0; i < COUNT; i++)
        if (a[i].key != b[i].key || a[i].value != b[i].value || a[i].tag != b[i].tag)
            return 0;
    return 1;
}

int main(void)
{
    unsigned x = 7;
    for (int i = 0; i < COUNT; i++)
    {
        x = x * 69069u + 1u;
        start[i].key = (short)(x >> 13);
        start[i].tag = (unsigned char)(x >> 5);
        start[i].value = (int)(x ^ 0x55555555u);
    }
    restore(a);
    quick(a, 0, COUNT - 1);
    unsigned sum = 0;
    for (int i = 0; i < COUNT; i++)
        sum = sum * 31 + (unsigned)a[i].key + a[i].tag + (unsigned)a[i].value;
    put_hex(sum);
    restore(b);
    heap(b, COUNT);
    put_hex((unsigned)same());
    restore(b);
    insertion(b, COUNT);
    put_hex((unsigned)same());
    restore(b);
    merge(b, COUNT);
    put_hex((unsigned)same());
    put_line();
    for (int key = -40000; key < 40000; key += 7777)
        put_hex((unsigned)find(a, COUNT, key));
    put_line();
    return finish(3);
}
