@ Entry, system calls and the division helpers that return four registers, in ARM state.
    .cpu xscale
    .arm
    .text

    .global _start
    .type _start, %function
_start:
    bl main
    mov r7, #1
    swi 0

@ long system_call(long a, long b, long c, long number)
    .global system_call
    .type system_call, %function
system_call:
    stmfd sp!, {r7, lr}
    mov r7, r3
    swi 0
    ldmfd sp!, {r7, pc}

    .macro pair name, function
    .global \name
    .type \name, %function
\name:
    stmfd sp!, {r4, lr}
    bl \function
    ldr r4, =quotient
    ldmia r4, {r0, r1}
    ldr r4, =remainder_left
    ldmia r4, {r2, r3}
    ldmfd sp!, {r4, pc}
    .endm

    pair __aeabi_uldivmod, unsigned_pair
    pair __aeabi_ldivmod, signed_pair

@ The 64-bit product of r0:r1 and r2:r3.
#ifdef __ARM_BIG_ENDIAN
#define XH r0
#define XL r1
#define YH r2
#define YL r3
#else
#define XL r0
#define XH r1
#define YL r2
#define YH r3
#endif
    .global __aeabi_lmul
    .type __aeabi_lmul, %function
__aeabi_lmul:
    stmfd sp!, {r4, lr}
    umull r4, lr, XL, YL
    mla lr, YL, XH, lr
    mla lr, XL, YH, lr
    mov XL, r4
    mov XH, lr
    ldmfd sp!, {r4, pc}
