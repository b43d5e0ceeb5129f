#ifndef UART_H
#define UART_H

void uart_init(void);
void uart_interrupt(void);
void uart_flush(void);

// %u decimal, %x hexadecimal, %s text, %m a MAC address as two words.
void log_line(const char *format, ...);

#endif
