namespace IxpSvnic.Arm.Memory;

/// <summary>What a page's X, C and B bits ask of the data side. None of them: the core stalls until the access is complete.</summary>
[Flags]
public enum PagePolicy : byte
{
    None = 0,

    /// <summary>Stores go through the write buffer; the core does not wait for them.</summary>
    Bufferable = 1,

    /// <summary>Buffered stores to one 16-byte block may merge.</summary>
    Coalescing = 2,

    /// <summary>Loads may fill a line of the data cache.</summary>
    Cacheable = 4,

    /// <summary>Stores that hit stay in the cache.</summary>
    WriteBack = 8,

    /// <summary>Stores that miss fill a line as well.</summary>
    WriteAllocate = 16,

    /// <summary>The mini data cache, whose policy the auxiliary control register chooses.</summary>
    Mini = 32,
}
