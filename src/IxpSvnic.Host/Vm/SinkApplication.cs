using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Vm;

/// <summary>Takes every frame and sends nothing.</summary>
public sealed class SinkApplication : IGuestApplication
{
    /// <inheritdoc/>
    public void Start(IGuestPort port)
    {
    }

    /// <inheritdoc/>
    public bool IsReady(IGuestPort port) => true;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, IGuestPort port, long now)
    {
    }

    /// <inheritdoc/>
    public void OnSendReady(IGuestPort port, long now)
    {
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
    }
}
