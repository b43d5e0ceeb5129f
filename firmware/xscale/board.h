#ifndef BOARD_H
#define BOARD_H

void board_init(void);
void board_open_ports(void);

#endif
