namespace IxpSvnic.Wire.Captures;

/// <summary>How forgiving a <see cref="CaptureReader"/> is.</summary>
public sealed record CaptureReaderOptions
{
    /// <summary>The strict defaults.</summary>
    public static CaptureReaderOptions Default { get; } = new();

    /// <summary>A file that ends inside a record ends quietly before it instead of being an error.</summary>
    public bool AllowCut { get; init; }
}
