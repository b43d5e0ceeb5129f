namespace IxpSvnic.Host.Vm;

/// <summary>The driver as its application sees it.</summary>
public interface IGuestPort
{
    int Vif { get; }

    /// <summary>The VIF's address, 48 bits, first byte on the wire highest.</summary>
    ulong Mac { get; }

    bool CanSend { get; }

    /// <summary>
    /// Puts a frame into the send queue. False when the queue is full or the processor is held up by earlier writes;
    /// the application is told when there is room.
    /// </summary>
    bool TrySend(ReadOnlySpan<byte> frame, long inputIndex = -1);
}
