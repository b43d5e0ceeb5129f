namespace IxpSvnic.Arm.Core;

/// <summary>Exceptions in the order of their vectors.</summary>
public enum ArmException : byte
{
    Reset,
    Undefined,
    SoftwareInterrupt,
    PrefetchAbort,
    DataAbort,

    /// <summary>No exception has this vector.</summary>
    Reserved,

    Irq,
    Fiq,
}
