// The interrupt controller: who called is noted here, what it wants is done by the main loop.
#include "exceptions.h"
#include "hw.h"
#include "irq.h"
#include "uart.h"

static volatile u32 work;

void irq_init(void)
{
    REG(IRQ_ENABLE_CLEAR) = 0xffffffff;
    REG(FIQ_ENABLE_CLEAR) = 0xffffffff;
    REG(THREAD_ENABLE_A(0)) = 0xffffffff;
    REG(THREAD_ENABLE_A(2)) = 0xffffffff;
    REG(IRQ_ENABLE_SET) = IRQ_UART | IRQ_DOORBELL | IRQ_ME_ATTENTION | IRQ_THREAD_A(0) | IRQ_THREAD_A(2);
    irq_on();
}

// Asserted bits are 0; writing a 1 sets the bit and dismisses it.
static void take_doorbell(void)
{
    u32 rung = ~REG(PCI_XSCALE_DOORBELL);
    write_flushed(PCI_XSCALE_DOORBELL, rung);
    if (rung & 1)
        work |= WORK_CALL;
}

void irq_dispatch(void)
{
    u32 status = REG(IRQ_STATUS);
    if (status & IRQ_UART)
        uart_interrupt();
    if (status & IRQ_DOORBELL)
        take_doorbell();
    if (status & IRQ_THREAD_A(0))
        exceptions_note(0), work |= WORK_EXCEPTION;
    if (status & IRQ_THREAD_A(2))
        exceptions_note(2), work |= WORK_EXCEPTION;
    if (status & IRQ_ME_ATTENTION) {
        REG(IRQ_ENABLE_CLEAR) = IRQ_ME_ATTENTION;
        work |= WORK_ATTENTION;
    }
}

// The core sleeps with interrupts masked, so that none can slip in between the look and the sleep.
u32 irq_wait_for_work(void)
{
    irq_off();
    while (!work) {
        sleep_until_interrupt();
        irq_on();
        irq_off();
    }
    u32 taken = work;
    work = 0;
    irq_on();
    return taken;
}
