using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.BareMetal;

/// <summary>What a bare-metal program runs on: a core and the bus around it.</summary>
public interface IXscaleHost : IDisposable
{
    XscaleCore Core { get; }

    CoreMemory Memory { get; }

    ISystemCoprocessors Coprocessors { get; }

    IArmBus Bus { get; }

    /// <summary>RAM from address 0, in bytes.</summary>
    uint RamBytes { get; }

    /// <summary>What is mapped one to one at a program's entry.</summary>
    IReadOnlyList<MemoryRegion> Regions { get; }

    /// <summary>An interrupt can still wake the core.</summary>
    bool CanInterrupt { get; }

    /// <summary>Lets the core, and the world around it, run up to a core cycle.</summary>
    RunExit Run(long limitCycle);

    /// <summary>
    /// Lets the core execute one instruction: <see cref="RunExit.Limit"/> when it is done, <see cref="RunExit.Wait"/> when it
    /// needs more time, to be called again.
    /// </summary>
    RunExit Step();
}
