namespace IxpSvnic.Pci.HostSeam;

/// <summary>
/// The host's processors as initiators on the PCI bus, implemented by the host bridge: posted writes and blocking reads
/// of device windows, by host bus address.
/// </summary>
public interface IHostCpuPort
{
    /// <summary>
    /// Queues a posted write of 1-64 bytes that does not cross a 64-byte boundary (write-combining sends full lines).
    /// Bytes in address order. False when the posting buffer is full: try again at <see cref="RoomAt"/>.
    /// </summary>
    bool TryPostWrite(uint address, ReadOnlySpan<byte> data, int tag);

    /// <summary>Tick from which a posted write may be taken.</summary>
    long RoomAt { get; }

    /// <summary>Names a client at wiring, so that a snapshot finds whom an outstanding read belongs to.</summary>
    void AddClient(IHostCpuClient client);

    /// <summary>Starts a read of 4 bytes; the client is told when it completes.</summary>
    void StartRead(uint address, IHostCpuClient client, long cookie);

    /// <summary>Writes not yet completed on the bus.</summary>
    int PendingWrites { get; }
}
