// Which VIF owns an address. high: bytes 0-3, low: bytes 4-5.
#ifndef MACTABLE_H
#define MACTABLE_H
#include "types.h"

u32 mactable_insert(u32 high, u32 low, u32 vif);
void mactable_retire(u32 high, u32 low);

#endif
