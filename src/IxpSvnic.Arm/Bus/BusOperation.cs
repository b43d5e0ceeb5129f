namespace IxpSvnic.Arm.Bus;

/// <summary>What the core asks of the memory bus.</summary>
public enum BusOperation : byte
{
    /// <summary>1, 2 or 4 bytes inside one word, past the caches.</summary>
    Read,

    /// <summary>A line of 32 bytes at an address that is a multiple of 32: a fill of a cache or of the code buffer.</summary>
    ReadLine,

    /// <summary>Bytes of one 32-byte block chosen by a mask: a store, a coalesced write-buffer entry, an evicted half line.</summary>
    Write,

    /// <summary>SWP or SWPB as one atomic command: old value back, new value in.</summary>
    Swap,
}
