namespace IxpSvnic.Pci.HostSeam;

/// <summary>
/// Host memory as devices on the host's PCI bus reach it: translation by the IOMMU, then the memory itself. The host
/// bridge calls it once per bus burst, at the tick of the first data phase; a burst never crosses a 4 KB boundary.
/// </summary>
public interface IUpstreamMemory
{
    /// <summary>The bus addresses that are host memory (to be translated), as opposed to device windows.</summary>
    bool Claims(ulong busAddress);

    /// <summary>
    /// Writes a burst of bytes in address order; <paramref name="tag"/> names the frame they belong to, or 0. Whoever
    /// stops it drops the frame's copy in the ledger, once for all its bursts: a posted write's initiator never learns.
    /// </summary>
    UpstreamResult Write(ulong busAddress, ReadOnlySpan<byte> data, int tag, long now);

    /// <summary>Reads a burst; <paramref name="tag"/> is that of the first tagged line read, or 0.</summary>
    UpstreamResult Read(ulong busAddress, Span<byte> data, out int tag, long now);
}
