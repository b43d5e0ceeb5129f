namespace IxpSvnic.Sim.Frames;

/// <summary>Where a frame entered the machine.</summary>
public enum FrameOrigin : byte
{
    Wire,
    Guest,
}
