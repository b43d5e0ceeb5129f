// Brings up what frames pass: hash unit, media interface, PCI byte lanes; at last the ports.
#include "board.h"
#include "bundle.h"
#include "hash.h"
#include "hw.h"
#include "timer.h"
#include "types.h"

#define POS_MPHY32_POLLED   0x000e0000u         // POS, 1 x 32, MPHY-32, polled, level 3, 64-byte elements
#define ALL_CHANNELS        0xf0000000u
#define RX_POS_LEVEL3       0x39u               // odd parity, two-cycle decode
#define TX_POS              0x19u

// PLLs: down and bypassed, multipliers, out of bypass, up.
static const u32 pll_steps[] = { 0x0000f0f0, 0x0022f0f0, 0x0022a0f0, 0x0022a0a0 };

static void msf_init(void)
{
    for (u32 i = 0; i < sizeof pll_steps / sizeof pll_steps[0]; i++)
        write_flushed(CAP_MSF_CLK_CNTRL, pll_steps[i]);
    u32 reset = REG(CAP_IXP_RESET_0);
    write_flushed(CAP_IXP_RESET_0, reset | RESET_MSF);
    write_flushed(CAP_IXP_RESET_0, reset & ~RESET_MSF);
    u32 highest = options[OPTION_PORTS] - 1;
    REG(MSF(MSF_RX_POLL_LIMIT)) = highest;
    REG(MSF(MSF_RX_CONTROL)) = POS_MPHY32_POLLED;
    REG(MSF(MSF_TX_POLL_LIMIT)) = highest;
    REG(MSF(MSF_TX_CONTROL)) = POS_MPHY32_POLLED;
    for (u32 channel = 0; channel < 4; channel++) {
        REG(MSF(MSF_RX_UP_CONTROL) + 4 * channel) = RX_POS_LEVEL3;
        REG(MSF(MSF_TX_UP_CONTROL) + 4 * channel) = TX_POS;
    }
    for (u32 element = 0; element < RBUF_ELEMENTS; element++)
        REG(MSF(MSF_RBUF_ELEMENT_DONE)) = element;
    REG(MSF(MSF_RX_CONTROL)) = POS_MPHY32_POLLED | ALL_CHANNELS;
    write_flushed(MSF(MSF_TX_CONTROL), POS_MPHY32_POLLED | ALL_CHANNELS);
}

void board_init(void)
{
    REG(CAP_HASH_48_0) = HASH_MULTIPLIER_LOW;
    REG(CAP_HASH_48_1) = HASH_MULTIPLIER_HIGH;
    write_flushed(PCI_CONTROL, REG(PCI_CONTROL) | CONTROL_BYTE_LANES);
    REG(PCI_XSCALE_DOORBELL_SET) = 0xffffffff;
    REG(PCI_PCI_DOORBELL_SET) = 0;
    msf_init();
}

// MACs and the SPI-3 bridge let frames through, last of all.
void board_open_ports(void)
{
    u32 ports = 0;
    for (u32 mac = 0; mac < PM3386_COUNT; mac++)
        for (u32 port = 0; port < PM3386_PORTS(mac) && ports < options[OPTION_PORTS]; port++, ports++) {
            volatile unsigned short *enables =
                (volatile unsigned short *)PM3386(mac, PM3386_ENABLES + port * PM3386_PORT_STRIDE);
            *enables = (unsigned short)(*enables | PM3386_RX_TX);
        }
    u32 mask = (1u << ports) - 1;
    REG8(CALEB(CALEB_PORT_ENABLE)) = (u8)(mask | mask << 4);
    (void)REG8(CALEB(CALEB_PORT_ENABLE));
}
