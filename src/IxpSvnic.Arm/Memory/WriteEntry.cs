using System.Runtime.CompilerServices;

namespace IxpSvnic.Arm.Memory;

/// <summary>An entry of the write buffer: bytes of one 16-byte block.</summary>
internal struct WriteEntry
{
    /// <summary>Open: when it leaves at the latest. Answered: when the write has been taken.</summary>
    public long Cycle;

    /// <summary>Physical address of the block.</summary>
    public uint Address;

    /// <summary>Bit n = byte n of the block is written.</summary>
    public uint Mask;

    public HalfLine Data;

    public TransferState State;

    [InlineArray(4)]
    internal struct HalfLine
    {
        private uint _word0;
    }
}
