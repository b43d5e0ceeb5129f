// Takes a call: checks its frame, copies the arguments (the caller may not change them any more), answers, status last.
#include "bridge.h"
#include "hw.h"
#include "mgmt.h"
#include "stats.h"
#include "uart.h"
#include "vif.h"

#define MAX_ARGUMENTS   (MGMT_ANSWER / 4)
#define SEQUENCE_SHIFT  16

typedef u32 handler(const u32 *arguments, volatile u32 *answer);

static const struct {
    const char *name;
    handler *serve;
    u32 words;
} calls[COMMAND_COUNT] = {
    [COMMAND_CREATE] = { "CreateVif", vif_create, CREATE_WORDS },
    [COMMAND_RECONFIGURE] = { "ReconfigureVif", vif_reconfigure, RECONFIGURE_WORDS },
    [COMMAND_FREEZE] = { "FreezeVif", vif_freeze, 1 },
    [COMMAND_THAW] = { "ThawVif", vif_thaw, 1 },
    [COMMAND_DESTROY] = { "DestroyVif", vif_destroy, DESTROY_WORDS },
    [COMMAND_QUERY] = { "QueryVif", stats_query, 1 },
};

void mgmt_init(void)
{
    for (u32 mailbox = 0; mailbox < 4; mailbox++)
        REG(PCI_MAILBOX(mailbox)) = 0;
    bridge_scratchpad(1, MGMT_BASE);
    bridge_scratchpad(2, MGMT_BYTES);
    bridge_scratchpad(3, MGMT_VERSION);
}

static u32 serve(u32 command, u32 address, u32 bytes)
{
    u32 arguments[MAX_ARGUMENTS];
    if (command == 0 || command >= COMMAND_COUNT)
        return STATUS_UNKNOWN_COMMAND;
    if (address & 7)
        return STATUS_BAD_ALIGNMENT;
    if (address < MGMT_BASE || address - MGMT_BASE > MGMT_BYTES - 2 * MGMT_ANSWER)
        return STATUS_BAD_ADDRESS;
    if (bytes != 4 * calls[command].words)
        return STATUS_BAD_LENGTH;
    for (u32 i = 0; i < bytes / 4; i++)
        arguments[i] = REG(address + 4 * i);
    volatile u32 *answer = (volatile u32 *)(address + MGMT_ANSWER);
    answer[0] = 0;
    return calls[command].serve(arguments, answer);
}

void mgmt_serve(void)
{
    u32 call = REG(PCI_MAILBOX(0));
    u32 address = REG(PCI_MAILBOX(1));
    u32 bytes = REG(PCI_MAILBOX(2));
    u32 command = call & 0xffff;
    u32 status = serve(command, address, bytes);
    u32 known = command != 0 && command < COMMAND_COUNT;
    u32 is_argument = known && status != STATUS_BAD_ADDRESS && status != STATUS_BAD_LENGTH && status != STATUS_BAD_ALIGNMENT;
    if (is_argument)
        log_line("%s %u: status %u", calls[command].name, REG(address), status);
    else
        log_line("%s: status %u, command %x, block %x, %u bytes", known ? calls[command].name : "call", status, call,
                 address, bytes);
    write_flushed(PCI_MAILBOX(3), call >> SEQUENCE_SHIFT << SEQUENCE_SHIFT | status);
    bridge_interrupt_host(MGMT_INTERRUPT);
}
