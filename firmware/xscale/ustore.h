#ifndef USTORE_H
#define USTORE_H
#include "bundle.h"

void ustore_load(const struct image *image);
void ustore_start(const struct image *image);
void ustore_start_timestamps(void);

#endif
