/* Entry with a stack already there; the result of main goes out by SYS_EXIT_EXTENDED. */
        .arm
        .global _start
_start: bl      main
        ldr     r1, =block
        str     r0, [r1, #4]
        mov     r0, #0x20
        swi     0x123456
1:      b       1b

        .data
        .align  2
block:  .word   0x20026, 0
