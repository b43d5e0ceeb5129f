// The tables in SRAM that the engines read.
#ifndef TABLES_H
#define TABLES_H
#include "types.h"

void tables_init(void);
u32 sram_read(u32 chassis);
void sram_write(u32 chassis, u32 value);
void table_set_bit(u32 pair, u32 vif, u32 on);
u32 table_block(u32 vif);
u32 table_send_area(u32 vif);
void table_clear_counters(u32 vif);

#endif
