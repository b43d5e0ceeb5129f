using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Vm;

/// <summary>Frames for a guest to send, in order, each due at a tick.</summary>
public interface IGuestFrameSource : IStateful
{
    /// <summary>Moves to the next frame; false at the end. Called once before the first.</summary>
    bool MoveNext();

    /// <summary>Tick at which the current frame is due; earlier than the one before counts as at once.</summary>
    long DueTicks { get; }

    /// <summary>Index of the current frame in its input.</summary>
    long InputIndex { get; }

    /// <summary>Bytes of the current frame, without checksum; valid until the next move.</summary>
    ReadOnlySpan<byte> Frame { get; }
}
