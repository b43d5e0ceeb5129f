namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>How a call ended. The first thirteen are the device's words; the last is the hypervisor's own.</summary>
public enum ManagementStatus : ushort
{
    None,
    Ok,
    UnknownCommand,
    BadAddress,
    BadLength,
    BadAlignment,
    BadId,
    BadMac,
    DuplicateMac,
    NoRoom,
    WrongState,
    BadValue,
    BadReceiveArea,

    /// <summary>The engines did not let go of the VIF in time.</summary>
    DeviceTimeout,

    /// <summary>No answer came.</summary>
    NoAnswer = 0xffff,
}
