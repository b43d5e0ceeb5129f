// Why the board did not come up; scratchpad 0 of the bridge then reads BOOT_FAILED | code.
#ifndef BOOT_ERROR_H
#define BOOT_ERROR_H

#define BOOT_READY          0x53564e43u         // "SVNC"
#define BOOT_FAILED         0xe0000000u

#define BOOT_NO_BUNDLE      1
#define BOOT_BUNDLE_VERSION 2
#define BOOT_BUNDLE_DAMAGED 3
#define BOOT_RING_SIZE      4
#define BOOT_PROLOGUE       5
#define BOOT_FAULT          6

void boot_error(unsigned code) __attribute__((noreturn));

#endif
