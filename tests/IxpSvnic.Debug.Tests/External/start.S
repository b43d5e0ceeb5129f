/* Entry with a stack already there; the result of main goes out by SYS_EXIT_EXTENDED. */
        .arm
        .global _start
_start: bl      main
        .global exit_now
exit_now:
        ldr     r1, =block
        str     r0, [r1, #4]
        mov     r0, #0x20
        swi     0x123456
1:      b       1b

        .global undefined_now
undefined_now:
        .word   0xe7f000f0

        .data
        .align  2
block:  .word   0x20026, 0
