#!/usr/bin/env python3
"""Judges a replay that lost frames, without any code of the emulator.

overload.py CAPTURE FOLDER [MACS]

Each FOLDER/vif-K.rx.pcap must be an in-order subsequence of the list that demultiplex.py expects, and every copy that is missing
from it must stand under exactly one reason in the "drops" tap of FOLDER/taps.pcapng, by its bytes; nothing else may stand there. A
copy of a unicast frame may instead be inside at the end, when the report says so. A group frame that dies before it is replicated
stands there once for all its copies. The counts of the report must be those of the tap. What guests sent with the local switch off
must in the same way have left FOLDER/wire-0.tx.pcap or stand under one reason.
"""
import os
import sys
from collections import Counter

import demultiplex

# Reasons that take a whole frame before its destination is known; a full ring may stand before or behind the replication.
BEFORE = {"MacFifoFull", "NoBuffer", "RxError", "RingFull"}
BEHIND = {"RingFull", "NoHostSlot", "IommuFault"}
DROPS = 'frame.interface_name == "drops"'


def dead(folder):
    """Reasons in the drops tap, by the bytes of the frame."""
    path = os.path.join(folder, "taps.pcapng")
    reasons = demultiplex.tshark(path, "-Y", DROPS, "-T", "fields", "-e", "frame.comment").splitlines()
    data = demultiplex.dumps(path, DROPS)[:len(reasons)]
    if len(data) != len(reasons):
        sys.exit(f"{path}: {len(reasons)} drops but {len(data)} dumps")
    by_bytes = {}
    for frame, reason in zip(data, reasons):
        by_bytes.setdefault(frame, Counter())[reason] += 1
    return by_bytes, Counter(reasons)


def in_order(name, wanted, got):
    """How often each frame was got; all together must be an in-order subsequence of what was wanted."""
    at = 0
    for number, frame in enumerate(got, 1):
        while at < len(wanted) and wanted[at] != frame:
            at += 1
        if at == len(wanted):
            sys.exit(f"{name}: frame {number} is not expected here: no subsequence of the {len(wanted)} expected frames")
        at += 1
    return Counter(got)


def unexplained(frame, copies, missing, lost, fate):
    """Copies of one frame's bytes that stand under no reason; ends the judgement when the reasons cannot be theirs."""
    if fate:
        allowed = BEFORE | {fate}
        if set(lost) - allowed:
            sys.exit(f"{frame.hex()}: dropped as {dict(lost)}, expected {fate}")
        return copies - sum(lost.values())
    if set(lost) - BEFORE - BEHIND:
        sys.exit(f"{frame.hex()}: dropped as {dict(lost)}")
    # A reason before the replication stands for one copy for each VIF, any other for one copy.
    early = sum(n for reason, n in lost.items() if reason in BEFORE - BEHIND)
    late = sum(n for reason, n in lost.items() if reason in BEHIND - BEFORE)
    either = lost["RingFull"]
    total = sum(missing) - early * len(missing) - late
    if len(missing) == 1:
        return total - either
    whole = min(either, max(0, (total - either) // (len(missing) - 1)))
    if early + whole > min(missing):
        sys.exit(f"{frame.hex()}: {early + whole} whole frames dropped, missing at the VIFs: {missing}")
    return total - whole * len(missing) - (either - whole)


def left(folder, vifs, drops):
    """Copies that guests sent and that neither left nor died; takes the reasons of those that died."""
    out = demultiplex.delivered(os.path.join(folder, "wire-0.tx.pcap"))
    inside, known = 0, 0
    for k, (mac, _) in enumerate(vifs):
        sent = demultiplex.delivered(os.path.join(folder, f"vif-{k}.tx.pcap"))
        own = [frame for frame in out if frame[6:12] == mac]
        known += len(own)
        for frame, copies in (Counter(sent) - in_order(f"wire-0.tx.pcap of VIF {k}", sent, own)).items():
            inside += copies - sum(drops.pop(frame, Counter()).values())
    if known != len(out):
        sys.exit(f"{folder}: {len(out) - known} frames left that no guest sent")
    return inside


def main():
    capture, folder = sys.argv[1:3]
    report, frames, vifs = demultiplex.case(sys.argv[1:])
    drops, reasons = dead(folder)
    if dict(reasons) != report["drops"]:
        sys.exit(f"{folder}: the tap has drops {dict(reasons)}, the report {report['drops']}")
    lists, _ = demultiplex.expected(frames, vifs)
    missing, received = [], 0
    for k, wanted in enumerate(lists):
        path = os.path.join(folder, f"vif-{k}.rx.pcap")
        got = demultiplex.delivered(path)
        missing.append(Counter(wanted) - in_order(path, wanted, got))
        received += len(got)
    inside = left(folder, vifs, drops)
    copies, way = Counter(), {}
    for frame, to, fate in demultiplex.fates(frames, vifs):
        copies[frame] += 1
        if way.setdefault(frame, (to, fate)) != (to, fate):
            sys.exit(f"{capture}: the same bytes with right and wrong FCS: cannot be judged")
    for frame in drops:
        if frame not in way:
            sys.exit(f"{folder}: dropped, but never sent: {frame.hex()}")
    for frame, (to, fate) in way.items():
        rest = unexplained(
            frame, copies[frame], [missing[k][frame] for k in to], drops.get(frame, Counter()), fate)
        if rest < 0:
            sys.exit(f"{frame.hex()}: dropped as {dict(drops[frame])}, {-rest} times too often")
        inside += rest
    if inside != report["frames"]["inside"]:
        sys.exit(f"{folder}: {inside} missing copies stand under no reason, {report['frames']['inside']} are inside")
    print(f"{len(frames)} frames, {received} deliveries, {inside} inside, drops {dict(reasons)}")


if __name__ == "__main__":
    main()
