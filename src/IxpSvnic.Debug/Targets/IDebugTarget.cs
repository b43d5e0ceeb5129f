using IxpSvnic.Debug.Monitor;

namespace IxpSvnic.Debug.Targets;

/// <summary>
/// A core that a debugger can look at and hold, as the protocol needs it. Everything happens at once and without simulated
/// time, on the simulating thread, between slices of simulated time.
/// </summary>
public interface IDebugTarget
{
    /// <summary>The registers, in the order of their numbers.</summary>
    TargetDescription Description { get; }

    /// <summary>Data byte order now.</summary>
    bool IsBigEndian { get; }

    /// <summary>No instruction is half done: registers may be changed.</summary>
    bool IsAtBoundary { get; }

    /// <summary>Chip state in text.</summary>
    MonitorTable Monitor { get; }

    uint ReadRegister(int number);

    /// <summary>False when the register does not take the value.</summary>
    bool WriteRegister(int number, uint value);

    /// <summary>A byte by virtual address as loads see it; false where nothing answers.</summary>
    bool ReadByte(uint address, out byte value);

    /// <summary>Writes every copy of a byte, instructions included.</summary>
    bool WriteByte(uint address, byte value);

    /// <summary>Adds a break- or watchpoint; false when the target cannot watch that.</summary>
    bool Add(StopPoint point);

    void Remove(StopPoint point);

    /// <summary>The core may run again; when <paramref name="single"/> it stops after one instruction.</summary>
    void Release(bool single);
}
