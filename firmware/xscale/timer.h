#ifndef TIMER_H
#define TIMER_H
#include "types.h"

void timer_init(void);
u32 timer_now(void);
u32 timer_since(u32 start);
void timer_wait_us(u32 microseconds);

#endif
