namespace IxpSvnic.Chip.Msf;

/// <summary>Who has an RBUF element.</summary>
internal enum RbufElementState : byte
{
    /// <summary>Software: at start, and from the status push to the DONE write.</summary>
    Software,

    /// <summary>The free list.</summary>
    Free,

    /// <summary>A burst is on the bus, or its status has not been pushed yet.</summary>
    Hardware,
}
