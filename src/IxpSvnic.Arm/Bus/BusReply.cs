namespace IxpSvnic.Arm.Bus;

/// <summary>The answer to a <see cref="BusRequest"/>.</summary>
public struct BusReply
{
    /// <summary>Core cycle at which the data (Read, ReadLine: the critical word; Swap) can be used or the write has been taken.</summary>
    public long Cycle;

    /// <summary>Nothing answered or the target aborted: an imprecise external abort on data, a precise one on a fetch.</summary>
    public bool IsAbort;

    /// <summary>Read and Swap: the value in word 0, right-aligned and zero-extended. ReadLine: the line.</summary>
    public LineData Data;
}
