namespace IxpSvnic.Arm.Memory;

/// <summary>Whose access it is: decides which fault status a fault leaves.</summary>
internal enum AccessSide : byte
{
    Data,
    Fetch,

    /// <summary>A lock operation of CP15 on the data side.</summary>
    DataLock,

    /// <summary>A lock operation of CP15 on the instruction side.</summary>
    FetchLock,
}
