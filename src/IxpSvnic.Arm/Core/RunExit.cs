namespace IxpSvnic.Arm.Core;

/// <summary>Why <see cref="XscaleCore.Run"/> returned.</summary>
public enum RunExit : byte
{
    /// <summary>The limit is reached.</summary>
    Limit,

    /// <summary>An access waits for the bus; run again after <see cref="XscaleCore.Complete"/>.</summary>
    Wait,

    /// <summary>Asleep until an interrupt line rises.</summary>
    Idle,

    /// <summary>A breakpoint of the debugger is at the program counter.</summary>
    Breakpoint,

    /// <summary>The next instruction would touch a watched address.</summary>
    Watchpoint,

    /// <summary>The next instruction is the semihosting call (SWI 0x123456 or 0xAB, BKPT 0xAB) and semihosting is on.</summary>
    Semihosting,
}
