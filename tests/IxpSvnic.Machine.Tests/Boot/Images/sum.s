@ Adds 1 to 1000 in memory and exits with the low byte of the sum through SYS_EXIT_EXTENDED.
        .text
        .global _start
_start: ldr     r4, =cell
        mov     r0, #0
        mov     r1, #1000
1:      ldr     r2, [r4]
        add     r2, r2, r1
        str     r2, [r4]
        subs    r1, r1, #1
        bne     1b
        ldr     r2, [r4]
        and     r2, r2, #0xff
        adr     r1, block
        str     r2, [r1, #4]
        mov     r0, #0x20
        swi     0x123456
        b       .
block:  .word   0x20026, 0
        .pool
        .bss
cell:   .space  4
