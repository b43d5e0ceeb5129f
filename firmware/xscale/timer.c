// Timer 2 runs free at 50 MHz.
#include "hw.h"
#include "timer.h"

void timer_init(void)
{
    REG(TIMER2_LOAD) = 0xffffffff;
    REG(TIMER2_CONTROL) = TIMER_ACTIVE;
}

u32 timer_now(void)
{
    return ~REG(TIMER2_COUNT);
}

// Microseconds.
u32 timer_since(u32 start)
{
    return (timer_now() - start) / TICKS_PER_US;
}

void timer_wait_us(u32 microseconds)
{
    u32 start = timer_now();
    while (timer_now() - start < microseconds * TICKS_PER_US)
        ;
}
