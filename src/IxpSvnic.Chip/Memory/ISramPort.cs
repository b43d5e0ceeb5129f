using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Chip.Memory;

/// <summary>One SRAM channel as units other than microengines see it; addresses are offsets in the channel.</summary>
public interface ISramPort
{
    /// <summary>Populated bytes.</summary>
    long Bytes { get; }

    FlatMemory Memory { get; }

    /// <summary>Occupies the read port; returns when the last longword is at the requestor.</summary>
    long Read(long ready, uint offset, int words);

    /// <summary>Occupies the write port; returns when the controller has taken the last longword.</summary>
    long Write(long ready, uint offset, int words);
}
