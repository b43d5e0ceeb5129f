#ifndef RINGS_H
#define RINGS_H

void rings_init(void);

#endif
