namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>A VIF's life as the hypervisor sees it.</summary>
public enum VifLife : byte
{
    /// <summary>The guest exists, the device knows nothing of it.</summary>
    Down,

    /// <summary>CreateVif is under way.</summary>
    Creating,

    Up,
    Frozen,

    /// <summary>The guest lets go of its window.</summary>
    Closing,

    /// <summary>DestroyVif is under way.</summary>
    Destroying,
}
