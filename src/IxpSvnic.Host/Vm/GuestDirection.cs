namespace IxpSvnic.Host.Vm;

/// <summary>Which way a frame goes at a VIF, as the guest sees it.</summary>
public enum GuestDirection : byte
{
    /// <summary>From the device to the guest.</summary>
    Receive,

    /// <summary>From the guest to the device.</summary>
    Send,
}
