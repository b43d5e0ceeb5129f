using IxpSvnic.Pci.HostSeam;

namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// The wire from the host bridge to the hypervisor, which are built one from the other: made first, connected last.
/// </summary>
public sealed class HostInterruptLine : IHostInterruptPin
{
    private IHostInterruptPin? _end;

    public void Connect(IHostInterruptPin end) => _end = end;

    /// <inheritdoc/>
    public void OnInterruptLine(bool asserted)
    {
        if (_end is null)
        {
            throw new InvalidOperationException("the device's interrupt line is not connected to a hypervisor");
        }

        _end.OnInterruptLine(asserted);
    }
}
