#!/usr/bin/env python3
"""Judges the output folder of a replay without any code of the emulator.

demultiplex.py CAPTURE FOLDER [MACS]

Takes the frames of CAPTURE from tshark, sorts them by the written rules (sizes, FCS, destination address; CAPTURE on port 0,
guests that only consume) and compares with FOLDER/vif-K.rx.pcap, byte for byte and in order, and with the drops of
FOLDER/report.json. MACS is the file of "mac [port]" lines the replay was given; without it the addresses are those of
the capture in order of first appearance.
"""
import json
import os
import struct
import subprocess
import sys

HEADER, SHORTEST, FCS, LONGEST_WITH_FCS, MOST_VIFS = 14, 60, 4, 1522, 64
# A pcapng may also hold things that are no frames, such as log entries.
ETHERNET = "frame.encap_type == 1"


def tshark(path, *arguments):
    run = subprocess.run(["tshark", "-r", path, *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{path}: tshark: {run.stderr}")
    return run.stdout


def dumps(path, which=ETHERNET):
    """The captured bytes of every frame, from the hex dump; with Ethernet switched off there is one dump a frame."""
    frames, lines = [], []
    for line in tshark(path, "--disable-protocol", "eth", "-Y", which, "-x").split("\n"):
        if line:
            lines.append(line[6:53])
        else:
            frames.append(bytes.fromhex("".join(lines)))
            lines = []
    return frames


def read(path):
    """(bytes without FCS, zero-filled to the original length; is the FCS right) of every frame."""
    rows = tshark(path, "-Y", ETHERNET, "-o", "eth.fcs:Never", "-o", "eth.check_fcs:TRUE", "-T", "fields",
                  "-E", "occurrence=f", "-e", "frame.len", "-e", "frame.cap_len", "-e", "eth.fcs", "-e", "eth.fcs.status").splitlines()
    data = dumps(path)[:len(rows)]
    if len(data) != len(rows):
        sys.exit(f"{path}: {len(rows)} frames but {len(data)} dumps")
    for row, captured in zip(rows, data):
        length, captured_length, fcs, status = (row.split("\t") + ["", "", ""])[:4]
        length = int(length)
        if len(captured) != int(captured_length):
            sys.exit(f"{path}: dump of {len(captured)} bytes for {captured_length}")
        if fcs:
            length -= FCS
        yield captured[:length].ljust(length, b"\0"), status != "0"


def delivered(path):
    """The frames of a little-endian nanosecond pcap."""
    with open(path, "rb") as file:
        data = file.read()
    if struct.unpack_from("<IHH", data) != (0xA1B23C4D, 2, 4):
        sys.exit(f"{path}: not a little-endian nanosecond pcap")
    frames, at = [], 24
    while at < len(data):
        length, original = struct.unpack_from("<II", data, at + 8)
        frames.append(data[at + 16:at + 16 + length])
        if length != original or len(frames[-1]) != length:
            sys.exit(f"{path}: frame {len(frames)} is cut")
        at += 16 + length
    return frames


def addresses(frames, macs, most):
    if macs is None:
        found = dict.fromkeys(f[:6] for f, _ in frames if len(f) >= HEADER and not f[0] & 1)
        found = list(found)[:most] or [bytes.fromhex("024958500000")]
        return [(mac, 0) for mac in found]
    lines = (line.split("#")[0].split() for line in open(macs, encoding="utf-8"))
    return [(bytes.fromhex(w[0].replace(":", "").replace("-", "")), int(w[1]) if len(w) > 1 else 0) for w in lines if w]


def fates(frames, vifs):
    """(bytes as they arrive, VIFs that must get them, reason why nobody does) of every frame."""
    for frame, fcs_is_right in frames:
        padded = frame.ljust(SHORTEST, b"\0")
        if len(frame) < HEADER:
            yield frame, [], "Runt"
        elif len(padded) + FCS > LONGEST_WITH_FCS:
            yield padded, [], "Oversize"
        elif not fcs_is_right:
            yield padded, [], "BadFcs"
        else:
            to = [k for k, (mac, port) in enumerate(vifs) if port == 0 and (frame[0] & 1 or mac == frame[:6])]
            yield padded, to, None if to else "UnknownMac"


def expected(frames, vifs):
    lists, drops = [[] for _ in vifs], {}
    for frame, to, reason in fates(frames, vifs):
        for k in to:
            lists[k].append(frame)
        if reason:
            drops[reason] = drops.get(reason, 0) + 1
    return lists, drops


def case(arguments):
    """Report, frames and VIFs of a run; the VIFs must be those that the rules give."""
    capture, folder = arguments[:2]
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
        report = json.load(file)
    frames = list(read(capture))
    vifs = addresses(frames, arguments[2] if len(arguments) > 2 else None, MOST_VIFS)
    told = [bytes.fromhex(v["mac"].replace(":", "")) for v in report["vifs"]]
    if told != [mac for mac, _ in vifs]:
        sys.exit(f"{capture}: addresses of the VIFs are {told}, expected {vifs}")
    return report, frames, vifs


def main():
    capture, folder = sys.argv[1:3]
    report, frames, vifs = case(sys.argv[1:])
    lists, drops = expected(frames, vifs)
    if drops != report["drops"]:
        sys.exit(f"{capture}: drops {report['drops']}, expected {drops}")
    for k, wanted in enumerate(lists):
        path = os.path.join(folder, f"vif-{k}.rx.pcap")
        got = delivered(path)
        if wanted != got:
            at = next((i for i, pair in enumerate(zip(wanted, got)) if pair[0] != pair[1]), min(len(wanted), len(got)))
            sys.exit(f"{path}: {len(wanted)} frames expected, {len(got)} there; the first difference is at {at + 1}")
    print(f"{len(frames)} frames, {sum(map(len, lists))} deliveries, drops {drops}")


if __name__ == "__main__":
    main()
