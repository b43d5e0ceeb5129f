// The virtual interfaces: what the control plane knows of each, and what can be done with it.
#ifndef VIF_H
#define VIF_H
#include "mgmt.h"
#include "types.h"

#define VIF_LIMIT       64

enum vif_state {
    VIF_FREE,
    VIF_ENABLED,
    VIF_FROZEN,
    VIF_STOPPED,                                // its guest wrote an impossible index
    VIF_STUCK                                   // could not be drained; nothing of it is used again
};

struct vif {
    u32 state, guest, mac_high, mac_low, port, weight, rate, burst, priority, promiscuous;
    u32 receive_address, receive_bytes;
};

extern struct vif vifs[VIF_LIMIT];

u32 vif_create(const u32 *arguments, volatile u32 *answer);
u32 vif_reconfigure(const u32 *arguments, volatile u32 *answer);
u32 vif_freeze(const u32 *arguments, volatile u32 *answer);
u32 vif_thaw(const u32 *arguments, volatile u32 *answer);
u32 vif_destroy(const u32 *arguments, volatile u32 *answer);
void vif_stop(u32 vif);

#endif
