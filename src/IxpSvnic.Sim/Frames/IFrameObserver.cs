namespace IxpSvnic.Sim.Frames;

/// <summary>Is told what happens to frames: taps, follow mode and latency statistics live behind it.</summary>
public interface IFrameObserver
{
    /// <summary>A frame reached a hop, not only for the first time; the argument is an address or slot.</summary>
    void OnHop(int tag, in FrameRecord frame, Hop hop, long time, long argument);

    void OnDrop(int tag, in FrameRecord frame, DropReason reason, long time);

    /// <summary>A frame's last copy met its fate.</summary>
    void OnSettled(int tag, in FrameRecord frame, long time);
}
