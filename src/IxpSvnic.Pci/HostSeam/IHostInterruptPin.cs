namespace IxpSvnic.Pci.HostSeam;

/// <summary>The host's end of the device's INTA# line: a level.</summary>
public interface IHostInterruptPin
{
    /// <summary>The line changed at the current tick.</summary>
    void OnInterruptLine(bool asserted);
}
