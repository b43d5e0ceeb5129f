/* Declarations of the helpers in freestanding.c. */
#ifndef FREESTANDING_H
#define FREESTANDING_H

typedef __SIZE_TYPE__ size_t;

void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
int memcmp(const void *x, const void *y, size_t count);
size_t strlen(const char *text);
char *strcpy(char *to, const char *from);
int strcmp(const char *x, const char *y);

#endif
