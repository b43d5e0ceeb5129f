// Numbers, registers and the barriers between them.
#ifndef TYPES_H
#define TYPES_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define REG(address) (*(volatile u32 *)(address))
#define REG8(address) (*(volatile u8 *)(address))

// Stores may wait in the write buffer; a load of the same device comes after them.
static inline void write_flushed(u32 address, u32 value)
{
    REG(address) = value;
    (void)REG(address);
}

static inline void irq_off(void)
{
    u32 cpsr;
    __asm__ volatile("mrs %0, cpsr\n orr %0, %0, #0x80\n msr cpsr_c, %0" : "=r"(cpsr) : : "memory");
}

static inline void irq_on(void)
{
    u32 cpsr;
    __asm__ volatile("mrs %0, cpsr\n bic %0, %0, #0x80\n msr cpsr_c, %0" : "=r"(cpsr) : : "memory");
}

// Sleeps until an interrupt line rises, masked or not.
static inline void sleep_until_interrupt(void)
{
    __asm__ volatile("mcr p14, 0, %0, c7, c0, 0" : : "r"(1) : "memory");
}

#endif
