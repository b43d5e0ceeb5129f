namespace IxpSvnic.Arm.Memory;

/// <summary>One answer of the bus to the instruction being executed, or the place for one that is on its way.</summary>
internal struct KeptAnswer
{
    public long Cycle;
    public uint Address;
    public uint Value;
    public AnswerKind Kind;
    public bool IsAnswered;
    public bool IsAbort;

    /// <summary>Used by this pass through the instruction.</summary>
    public bool IsUsed;
}
