namespace IxpSvnic.Host.DmaRemapping;

/// <summary>What a translation permits: the R and W bits of a second-level entry.</summary>
[Flags]
public enum TranslationRights : byte
{
    None = 0,
    Read = 1,
    Write = 2,
}
