namespace IxpSvnic.Benchmarks.Naive;

/// <summary>What a delayed write goes to.</summary>
internal enum NaiveDelayKind
{
    LocalCsr,
    CrcRemainder,
    CamPointer,
    Neighbour,
}
