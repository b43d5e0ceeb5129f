using IxpSvnic.Pci.HostSeam;

namespace IxpSvnic.Machine;

/// <summary>INTA# from the host bridge to whoever handles it; wired after both ends exist.</summary>
internal sealed class InterruptLine : IHostInterruptPin
{
    public IHostInterruptPin? Target { get; set; }

    /// <inheritdoc/>
    public void OnInterruptLine(bool asserted) => Target?.OnInterruptLine(asserted);
}
