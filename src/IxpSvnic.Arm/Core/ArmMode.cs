namespace IxpSvnic.Arm.Core;

/// <summary>Processor modes, bits 4:0 of the CPSR.</summary>
public enum ArmMode : byte
{
    User = 0x10,
    Fiq = 0x11,
    Irq = 0x12,
    Supervisor = 0x13,
    Abort = 0x17,
    Undefined = 0x1b,
    System = 0x1f,
}
