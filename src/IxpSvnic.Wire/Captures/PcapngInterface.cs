namespace IxpSvnic.Wire.Captures;

/// <summary>What the reader needs to know about one interface of the current section.</summary>
internal readonly record struct PcapngInterface(int LinkType, uint SnapLength, int FcsLength, TimestampScale Scale);
