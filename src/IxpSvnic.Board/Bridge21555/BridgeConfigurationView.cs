using IxpSvnic.Pci.Configuration;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>One side's view of the configuration space.</summary>
internal sealed class BridgeConfigurationView(BridgeConfigurationSpace space, bool secondary) : IConfigurationSpace
{
    /// <inheritdoc/>
    public uint Read(int offset) => space.Read(offset, secondary);

    /// <inheritdoc/>
    public void Write(int offset, uint value) => space.Write(offset, value, uint.MaxValue, secondary);
}
