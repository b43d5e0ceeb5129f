#ifndef BRIDGE_H
#define BRIDGE_H
#include "types.h"

void bridge_scratchpad(u32 number, u32 value);
void bridge_lookup(u32 page, u32 entry);
void bridge_interrupt_host(u32 bits);

#endif
