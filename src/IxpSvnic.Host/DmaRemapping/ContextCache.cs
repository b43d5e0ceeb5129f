using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>Present context entries by source id, direct mapped.</summary>
internal sealed class ContextCache(int entries) : IStateful
{
    private readonly ContextEntry[] _entries = new ContextEntry[entries];

    public bool TryFind(ushort sourceId, out ContextEntry entry)
    {
        entry = _entries[sourceId & (_entries.Length - 1)];
        return entry.Valid != 0 && entry.SourceId == sourceId;
    }

    public void Insert(in ContextEntry entry) => _entries[entry.SourceId & (_entries.Length - 1)] = entry;

    public void InvalidateAll() => Array.Clear(_entries);

    public void InvalidateDomain(ushort domain)
    {
        foreach (ref ContextEntry entry in _entries.AsSpan())
        {
            if (entry.Domain == domain)
            {
                entry = default;
            }
        }
    }

    /// <summary>
    /// Drops a device's entries; bits of <paramref name="ignored"/> do not take part in the comparison.
    /// </summary>
    public void InvalidateDevice(ushort domain, ushort sourceId, int ignored)
    {
        foreach (ref ContextEntry entry in _entries.AsSpan())
        {
            if (entry.Domain == domain && ((entry.SourceId ^ sourceId) & ~ignored) == 0)
            {
                entry = default;
            }
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Block(_entries);
}
