// Entry, exception vectors, the flat map. Big-endian from the first instruction on.

        .set    STACK_SVC, 0x00ef0000
        .set    STACK_IRQ, 0x00ee0000
        .set    STACK_FAULT, 0x00ed0000
        .set    CONTROL, 0x18ff                 // MMU, alignment, caches, big-endian, branch prediction
        .set    CACHED, 0x140e                  // section, privileged: write-back, lines allocated by loads and stores
        .set    SHARED, 0x1406                  // X = 1: uncached, buffered, no coalescing

        .section .vectors, "ax"
        ldr     pc, =_start
        ldr     pc, =undefined
        ldr     pc, =unexpected
        ldr     pc, =prefetch_abort
        ldr     pc, =data_abort
        ldr     pc, =unexpected
        ldr     pc, =interrupt
        ldr     pc, =unexpected
        .ltorg

        .section .table, "a"
        .align  14
        .set    section, 0
        .rept   4096
        .if     section < 15                    // 15 MB of DRAM for this program alone
        .word   section << 20 | CACHED
        .else                                   // the rest is shared with engines and host, or registers
        .word   section << 20 | SHARED
        .endif
        .set    section, section + 1
        .endr

        .section .boot, "ax"
        .global _start
_start: mrc     p15, 0, r0, c1, c0, 0
        orr     r0, r0, #0x80
        mcr     p15, 0, r0, c1, c0, 0
        mrc     p15, 0, r0, c2, c0, 0           // a read, then a use: the write has taken effect
        mov     r0, r0
        sub     pc, pc, #4
        msr     cpsr_c, #0xd2
        ldr     sp, =STACK_IRQ
        msr     cpsr_c, #0xd7
        ldr     sp, =STACK_FAULT
        msr     cpsr_c, #0xdb
        ldr     sp, =STACK_FAULT
        msr     cpsr_c, #0xd3
        ldr     sp, =STACK_SVC
        mov     r0, #0
        mcr     p15, 0, r0, c7, c7, 0           // caches and branch target buffer
        mcr     p15, 0, r0, c8, c7, 0           // both TLBs
        ldr     r1, =0x4000
        mcr     p15, 0, r1, c2, c0, 0
        mov     r1, #1
        mcr     p15, 0, r1, c3, c0, 0           // domain 0: client
        ldr     r1, =CONTROL
        mcr     p15, 0, r1, c1, c0, 0
        mrc     p15, 0, r1, c2, c0, 0
        mov     r1, r1
        sub     pc, pc, #4
        ldr     r1, =bss_start
        ldr     r2, =bss_end
1:      cmp     r1, r2
        strlo   r0, [r1], #4
        blo     1b
        bl      main
2:      b       2b

interrupt:
        sub     lr, lr, #4
        stmfd   sp!, {r0-r3, r12, lr}
        bl      irq_dispatch
        ldmfd   sp!, {r0-r3, r12, pc}^

undefined:
        mov     r0, #1
        sub     r1, lr, #4
        b       fault
prefetch_abort:
        mov     r0, #3
        sub     r1, lr, #4
        b       fault
data_abort:
        mov     r0, #4
        sub     r1, lr, #8
        b       fault
unexpected:
        mov     r0, #0
        mov     r1, lr
        b       fault
