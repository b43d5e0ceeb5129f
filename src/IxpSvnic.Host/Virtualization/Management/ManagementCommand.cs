namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>The calls of the device's control plane (svnic-system 2.4; protocol: firmware/xscale/README.md).</summary>
public enum ManagementCommand : ushort
{
    None,
    CreateVif,
    ReconfigureVif,
    FreezeVif,
    ThawVif,
    DestroyVif,
    QueryVif,
}
