namespace IxpSvnic.Benchmarks.Naive;

/// <summary>A write that becomes visible after some more instructions (section 4.2).</summary>
internal readonly record struct NaiveDelay(int Left, NaiveDelayKind Kind, int Number, uint Value, int Context);
