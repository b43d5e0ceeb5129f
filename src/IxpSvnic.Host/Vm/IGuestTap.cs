namespace IxpSvnic.Host.Vm;

/// <summary>Sees every frame that crosses the edge between a guest's driver and its application.</summary>
public interface IGuestTap
{
    void OnFrame(ReadOnlySpan<byte> frame, int vif, GuestDirection direction, long time);
}
