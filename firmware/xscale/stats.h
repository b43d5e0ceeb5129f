#ifndef STATS_H
#define STATS_H
#include "types.h"

u32 stats_query(const u32 *arguments, volatile u32 *answer);

#endif
