#!/usr/bin/env bash
# Builds control.elf with Debian's gcc-arm-none-eabi (apt install gcc-arm-none-eabi). Usage: build.sh [OUTPUT]
# Without OUTPUT the prebuilt file and its record are renewed.
set -eu
export LC_ALL=C
cd "$(dirname "$0")"
output=${1:-prebuilt/control.elf}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk 'BEGIN { print "enum layout_index {" } { print "    L_" $1 "," } END { print "    LAYOUT_COUNT\n};" }' layout.names \
    > "$work/layout_names.h"
flags="-mcpu=xscale -mbig-endian -marm -Os -ffreestanding -nostdlib -fno-common -fno-pic -std=gnu11 -Wall -Wextra -Werror
    -ffile-prefix-map=$PWD=. -ffile-prefix-map=$work=."
for source in boot.S *.c; do
    arm-none-eabi-gcc $flags -I. -I"$work" -c "$source" -o "$work/$source.o"
done
(cd "$work" && arm-none-eabi-gcc -mcpu=xscale -mbig-endian -marm -nostdlib -Wl,--build-id=none -Wl,-EB -Wl,--no-warn-rwx-segments \
    -T "$OLDPWD/link.ld" ./*.o -o control.elf)
cp "$work/control.elf" "$output"
if [ $# -eq 0 ]; then
    {
        arm-none-eabi-gcc --version | head -1
        cat boot.S *.c *.h layout.names link.ld | sha256sum | cut -d' ' -f1
    } > prebuilt/control.txt
fi
