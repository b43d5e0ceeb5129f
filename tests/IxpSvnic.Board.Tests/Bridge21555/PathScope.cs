namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>A path whose memories are given back at the end.</summary>
internal sealed class PathScope : IDisposable
{
    public PciPath Path { get; } = new();

    public void Dispose()
    {
        Path.Dram.Memory.Dispose();
        Path.Host.Memory.Dispose();
        Path.Sram0.Memory.Dispose();
        Path.Sram1.Memory.Dispose();
    }
}
