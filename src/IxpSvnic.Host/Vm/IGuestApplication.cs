using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Vm;

/// <summary>What runs in a guest above its driver.</summary>
public interface IGuestApplication : IStateful
{
    /// <summary>The VIF is open.</summary>
    void Start(IGuestPort port);

    /// <summary>
    /// May a frame be handed over now? If not, the driver asks again when it can send: false only while
    /// <see cref="IGuestPort.CanSend"/> is false.
    /// </summary>
    bool IsReady(IGuestPort port);

    /// <summary>A frame arrived; the bytes are valid during the call.</summary>
    void Receive(ReadOnlySpan<byte> frame, IGuestPort port, long now);

    /// <summary>After a refused send: there is room.</summary>
    void OnSendReady(IGuestPort port, long now);
}
