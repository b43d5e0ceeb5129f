/* A small program for the debugger: calls, a global that changes, an endless loop on request, an exit code. */
int total;
int wanted = 5;
volatile int spin;
volatile unsigned int turns;

__attribute__((noinline)) int square(int n)
{
    int result = n * n;
    return result;
}

__attribute__((noinline)) void add(int value)
{
    total += value;
}

int main(void)
{
    for (int i = 1; i <= wanted; i++)
    {
        add(square(i));
    }

    while (spin)
    {
        turns++;
    }

    return total;
}
