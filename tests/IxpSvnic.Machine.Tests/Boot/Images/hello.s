@ Prints a line over the UART as an early console does, then echoes what it receives in upper case.
        .equ UART, 0xc0030000
        .text
        .global _start
_start: ldr     r4, =UART
        mov     r0, #0x40           @ IER: unit enable
        str     r0, [r4, #4]
        mov     r0, #0x83           @ LCR: divisor access, 8 bits
        str     r0, [r4, #12]
        mov     r0, #27             @ 115200 from 50 MHz
        str     r0, [r4, #0]
        mov     r0, #0
        str     r0, [r4, #4]
        mov     r0, #3
        str     r0, [r4, #12]
        mov     r0, #0x40
        str     r0, [r4, #4]
        adr     r5, text
1:      ldrb    r6, [r5], #1
        cmp     r6, #0
        blne    put
        bne     1b
2:      ldr     r0, [r4, #20]       @ LSR: data ready
        tst     r0, #1
        beq     2b
        ldr     r6, [r4]
        cmp     r6, #'a'
        subhs   r6, r6, #32
        bl      put
        b       2b
put:    ldr     r0, [r4, #20]       @ LSR: transmitter empty
        tst     r0, #0x20
        beq     put
        str     r6, [r4]
        cmp     r6, #0
        bx      lr
text:   .asciz  "machine ready\n"
        .align
        .pool
