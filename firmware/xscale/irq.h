#ifndef IRQ_H
#define IRQ_H
#include "types.h"

// What interrupts left for the main loop.
#define WORK_CALL       1u
#define WORK_EXCEPTION  2u
#define WORK_ATTENTION  4u

void irq_init(void);
u32 irq_wait_for_work(void);

#endif
