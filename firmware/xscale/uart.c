// The log: lines go into a ring that the transmit interrupt drains, so that nobody waits for the wire.
#include <stdarg.h>
#include "hw.h"
#include "irq.h"
#include "types.h"
#include "uart.h"

#define RING_BYTES      8192u
#define DIVISOR         3                       // 50 MHz / 16 / 3 = 1.04 Mbaud
#define LCR_8N1         0x03
#define LCR_DIVISOR     0x80
#define FCR_ENABLE      0x07

static char ring[RING_BYTES];
static u32 put, taken;

void uart_init(void)
{
    REG(UART_LCR) = LCR_DIVISOR;
    REG(UART_DLL) = DIVISOR;
    REG(UART_DLH) = 0;
    REG(UART_LCR) = LCR_8N1;
    REG(UART_FCR) = FCR_ENABLE;
    REG(UART_IER) = IER_UNIT_ENABLE;
}

// The FIFO is empty: fill it.
static void refill(void)
{
    for (u32 room = UART_FIFO_BYTES; room > 0 && taken != put; room--)
        REG(UART_THR) = (u8)ring[taken++ % RING_BYTES];
}

void uart_interrupt(void)
{
    if (REG(UART_LSR) & LSR_THR_EMPTY)
        refill();
    if (taken == put)
        REG(UART_IER) = IER_UNIT_ENABLE;
}

void uart_flush(void)
{
    while (taken != put) {
        while (!(REG(UART_LSR) & LSR_THR_EMPTY))
            ;
        refill();
    }
    while (!(REG(UART_LSR) & LSR_ALL_SENT))
        ;
}

// A full ring loses what does not fit.
static void add(char c)
{
    if (put - taken < RING_BYTES)
        ring[put++ % RING_BYTES] = c;
}

static void add_text(const char *text)
{
    while (*text)
        add(*text++);
}

static void add_hex(u32 value, u32 digits)
{
    while (digits--)
        add("0123456789abcdef"[value >> 4 * digits & 15]);
}

static void add_decimal(u32 value)
{
    char digits[10];
    u32 count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    while (count)
        add(digits[--count]);
}

static void add_mac(u32 high, u32 low)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        add_hex(high >> shift & 255, 2);
        add(':');
    }
    add_hex(low >> 24, 2);
    add(':');
    add_hex(low >> 16 & 255, 2);
}

void log_line(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (; *format; format++) {
        if (*format != '%') {
            add(*format);
            continue;
        }
        switch (*++format) {
        case 'u':
            add_decimal(va_arg(arguments, u32));
            break;
        case 'x':
            add_hex(va_arg(arguments, u32), 8);
            break;
        case 's':
            add_text(va_arg(arguments, const char *));
            break;
        case 'm': {
            u32 high = va_arg(arguments, u32);
            add_mac(high, va_arg(arguments, u32));
            break;
        }
        }
    }
    va_end(arguments);
    add('\r');
    add('\n');
    REG(UART_IER) = IER_UNIT_ENABLE | IER_THR_EMPTY;
}
