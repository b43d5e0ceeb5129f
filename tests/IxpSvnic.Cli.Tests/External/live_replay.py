#!/usr/bin/env python3
"""Feeds a live replay over a veth pair; runs inside a network namespace of its own.

live_replay.py IXPSVNIC_DLL FOLDER

Starts `replay live:vfar0` with echoing guests, sends frames into vnear0, takes the answers there, ends the run by an interrupt
and leaves live.json and run.journal in FOLDER. Fails, saying why, unless every answer is its frame with the addresses swapped.
"""
import os
import signal
import socket
import subprocess
import sys
import time

FRAMES = 120


def main():
    dll, folder = sys.argv[1:3]
    for line in ("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1",
                 "ip link add vnear0 type veth peer name vfar0",
                 "ethtool -K vnear0 tx off tso off gso off gro off", "ethtool -K vfar0 tx off tso off gso off gro off",
                 "ip link set vnear0 up", "ip link set vfar0 up"):
        subprocess.run(line.split(), check=True, stdout=subprocess.DEVNULL)
    near = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    near.bind(("vnear0", 0))
    near.settimeout(0.2)
    with open(os.path.join(folder, "live.json"), "wb") as report:
        run = subprocess.Popen(
            ["dotnet", dll, "replay", "live:vfar0", "--macs", os.path.join(folder, "macs"), "--guest", "echo",
             "--wire-out", "live:vfar0", "--journal", os.path.join(folder, "run.journal"), "--json"],
            stdout=report, stderr=subprocess.PIPE,
            # A background job of a shell is born with the signal ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    try:
        time.sleep(3)
        sent = []
        for i in range(FRAMES):
            to = bytes([2, 0, 0, 0, 0, 1 + i % 2])
            frame = to + bytes([2, 0, 0, 0, 0, 0x99, 0x88, 0xB5]) + bytes((i + k) & 255 for k in range(46 + i * 11 % 1400))
            near.send(frame)
            sent.append(frame)
            time.sleep(0.002)
        answers, patience = [], time.time() + 30
        while len(answers) < FRAMES and time.time() < patience:
            try:
                data, (_, _, kind, *_) = near.recvfrom(4096)
            except socket.timeout:
                continue
            if kind != socket.PACKET_OUTGOING:
                answers.append(data)
        run.send_signal(signal.SIGINT)
        code = run.wait(60)
    finally:
        run.kill()
    error = run.stderr.read().decode()
    wanted = sorted(f[6:12] + f[:6] + f[12:] for f in sent)
    if sorted(answers) != wanted:
        sys.exit(f"{len(answers)} answers to {FRAMES} frames, or wrong ones; exit {code}: {error}")
    print(f"exit {code}: {error}")


main()
