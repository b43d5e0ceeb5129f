// Waiting until the engines are done with a VIF. All return 0 when that takes too long.
#ifndef FENCE_H
#define FENCE_H
#include "types.h"

void fetch_set(u32 vif, u32 on);
void fetch_notify(u32 vif);
u32 fence_pass(u32 vif);
u32 queue_wait_fetched(u32 vif);
u32 queue_wait_present(u32 vif);
u32 queue_wait_sent(u32 vif);

#endif
