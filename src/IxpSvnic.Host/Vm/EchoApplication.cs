using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Vm;

/// <summary>
/// Answers every frame for its own address with source and destination swapped; consumes all others. It keeps nothing
/// back: while it cannot send, it takes no frame, and the receive ring fills up behind it.
/// </summary>
public sealed class EchoApplication : IGuestApplication
{
    private const int MacBytes = 6;

    private byte[] _answer = [];

    /// <inheritdoc/>
    public void Start(IGuestPort port)
    {
    }

    /// <inheritdoc/>
    public bool IsReady(IGuestPort port) => port.CanSend;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, IGuestPort port, long now)
    {
        if (!IsFor(frame, port.Mac))
        {
            return;
        }

        if (_answer.Length < frame.Length)
        {
            _answer = new byte[frame.Length];
        }

        Span<byte> answer = _answer.AsSpan(0, frame.Length);
        frame.CopyTo(answer);
        frame.Slice(MacBytes, MacBytes).CopyTo(answer);
        frame[..MacBytes].CopyTo(answer[MacBytes..]);
        if (!port.TrySend(answer))
        {
            throw new InvalidOperationException($"VIF {port.Vif}: a frame was handed to an echo that could not send");
        }
    }

    /// <inheritdoc/>
    public void OnSendReady(IGuestPort port, long now)
    {
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
    }

    private static bool IsFor(ReadOnlySpan<byte> frame, ulong mac)
    {
        for (int i = 0; i < MacBytes; i++)
        {
            if (frame[i] != (byte)(mac >> (40 - (8 * i))))
            {
                return false;
            }
        }

        return true;
    }
}
