// The IXP2400 and the ENP-2611 as the XScale sees them: addresses and bits of the hardware alone. What the microcode
// agrees on comes with the bundle (bundle.h).
#ifndef HW_H
#define HW_H

#define SRAM(chassis)           (0x80000000u | ((chassis) >> 30) << 28 | ((chassis) & 0x0fffffffu))

#define CAP_INTERTHREAD_SIG     0xc000401cu
#define CAP_RING_BASE(r)        (0xc0004800u + 16 * (r))
#define CAP_RING_HEAD(r)        (0xc0004804u + 16 * (r))
#define CAP_RING_TAIL(r)        (0xc0004808u + 16 * (r))
#define CAP_HASH_48_0           0xc0004900u
#define CAP_HASH_48_1           0xc0004904u
#define CAP_MISC_CONTROL        0xc0004a04u
#define MISC_TIMESTAMP_ENABLE   0x80u
#define CAP_MSF_CLK_CNTRL       0xc0004a08u
#define CAP_IXP_RESET_0         0xc0004a0cu
#define RESET_MSF               0x80u
#define CAP_IXP_RESET_1         0xc0004a10u
#define SCRATCH_RING(r)         (0xcb400000u + 4 * (r))

#define ME_CSR(me, offset)      (0xc0018000u + ((me) << 10) + (offset))
#define ME_USTORE_ADDRESS       0x000
#define USTORE_ENABLE           0x80000000u
#define ME_USTORE_DATA_LOWER    0x004
#define ME_USTORE_DATA_UPPER    0x008
#define ME_CTX_ENABLES          0x018
#define CTX_PARITY_ENABLE       0x10000000u
#define CTX_BREAKPOINT          0x08000000u
#define ME_CC_ENABLE            0x01c
#define ME_CSR_CTX_POINTER      0x020
#define ME_INDIRECT_CTX_STS     0x040
#define ME_ACTIVE_CTX_STS       0x044
#define ME_INDIRECT_SIG_EVENTS  0x048
#define ME_INDIRECT_WAKEUP      0x050
#define ME_NN_PUT               0x080
#define ME_NN_GET               0x084
#define ME_TIMESTAMP_LOW        0x0c0
#define ME_TIMESTAMP_HIGH       0x0c4
#define ME_T_INDEX_BYTE_INDEX   0x0f4
#define ME_LOCAL_CSR_STATUS     0x180

#define TIMER2_CONTROL          0xc0020004u
#define TIMER_ACTIVE            0x80u
#define TIMER2_LOAD             0xc0020014u
#define TIMER2_COUNT            0xc0020024u
#define TICKS_PER_US            50

#define UART_THR                0xc0030000u
#define UART_DLL                0xc0030000u
#define UART_IER                0xc0030004u
#define UART_DLH                0xc0030004u
#define IER_UNIT_ENABLE         0x40u
#define IER_THR_EMPTY           0x02u
#define UART_FCR                0xc0030008u
#define UART_LCR                0xc003000cu
#define UART_LSR                0xc0030014u
#define LSR_THR_EMPTY           0x20u
#define LSR_ALL_SENT            0x40u
#define UART_FIFO_BYTES         64

#define FLASH                   0xc4000000u
#define CALEB(r)                (0xc5000000u + (r))
#define CALEB_PORT_ENABLE       0x08
#define PM3386_COUNT            2
#define PM3386_PORTS(mac)       ((mac) == 0 ? 2 : 1)
#define PM3386(mac, r)          (0xc6000000u + ((mac) << 22) + 2 * (r))
#define PM3386_PORT_STRIDE      0x100
#define PM3386_ENABLES          0x303
#define PM3386_RX_TX            0x5000u

#define MSF(offset)             (0xc8000000u + (offset))
#define MSF_RX_CONTROL          0x00
#define MSF_TX_CONTROL          0x04
#define MSF_RBUF_ELEMENT_DONE   0x44
#define MSF_RX_POLL_LIMIT       0x48
#define MSF_TX_POLL_LIMIT       0x70
#define MSF_RX_UP_CONTROL       0x80
#define MSF_TX_UP_CONTROL       0x90
#define RBUF_ELEMENTS           128

#define IRQ_STATUS              0xd6000008u
#define IRQ_ENABLE_SET          0xd6000010u
#define FIQ_ENABLE_CLEAR        0xd6000014u
#define IRQ_ENABLE_CLEAR        0xd6000018u
#define IRQ_UART                (1u << 2)
#define IRQ_DOORBELL            (1u << 13)
#define IRQ_ME_ATTENTION        (1u << 14)
#define IRQ_THREAD_A(group)     (1u << (16 + (group)))
#define THREAD_RAW_A(group)     (0xd6000060u + 4 * (group))
#define THREAD_STATUS_A(group)  (0xd60000e0u + 4 * (group))
#define THREAD_ENABLE_A(group)  (0xd6000160u + 4 * (group))

#define PCI_CSR(offset)         (0xdf000000u + (offset))
#define PCI_MAILBOX(n)          PCI_CSR(0x50 + 4 * (n))
#define PCI_XSCALE_DOORBELL     PCI_CSR(0x60)
#define PCI_XSCALE_DOORBELL_SET PCI_CSR(0x64)
#define PCI_PCI_DOORBELL_SET    PCI_CSR(0x74)
#define PCI_CONTROL             PCI_CSR(0x13c)
#define CONTROL_BYTE_LANES      0x00780000u

// Memory cycles through the window: all byte lanes are reversed, so words to registers go reversed.
#define PCI_WINDOW              0xe0000000u
#define BRIDGE(offset)          (0xe1000000u + (offset))
#define BRIDGE_PRIMARY_SET_IRQ  0x9c
#define BRIDGE_SCRATCHPAD(n)    (0xa8 + 4 * (n))
#define BRIDGE_LUT(page)        (0x100 + 4 * (page))
#define LUT_VALID               1u
#define LUT_PAGE_BITS           22
#define LUT_WINDOW              0x10000000u

#endif
