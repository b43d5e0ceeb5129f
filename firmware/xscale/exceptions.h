#ifndef EXCEPTIONS_H
#define EXCEPTIONS_H
#include "types.h"

void exceptions_note(u32 group);
void exceptions_serve(void);
void attention_serve(void);

#endif
