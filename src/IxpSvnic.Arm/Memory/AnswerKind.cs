namespace IxpSvnic.Arm.Memory;

/// <summary>What a kept answer belongs to.</summary>
internal enum AnswerKind : byte
{
    Load,
    Store,
    Swap,
    DataWalk,
    FetchWalk,
}
