using IxpSvnic.Host.Memory;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// The way of the device into host memory: an Intel VT-d remapping unit in legacy mode in front of
/// <see cref="HostMemory"/>. Root, context and second-level tables live in host memory, 4 KB and 2 MB pages; a request
/// that they do not permit is recorded and stopped. With translation off bus addresses are machine addresses.
/// Who asks: <see cref="RequesterTable"/>. A frame that is stopped dies here, once per copy: the burst that goes on where a
/// stopped one ended belongs to the same copy.
/// </summary>
public sealed class Iommu : IUpstreamMemory, IStateful, IStatisticsSource
{
    private readonly HostMemory _memory;
    private readonly FrameLedger _ledger;
    private readonly TableWalker _walker;
    private readonly Iotlb _iotlb;
    private readonly ContextCache _contexts;
    private readonly ulong _aperture;
    private readonly long _walkTicks;
    private readonly int[] _stoppedTag;
    private readonly ulong[] _stoppedEnd;
    private Counts _counts;

    public Iommu(IommuParameters parameters, HostMemory memory, FrameLedger ledger)
    {
        parameters.Check();
        _memory = memory;
        _ledger = ledger;
        _walker = new TableWalker(memory, parameters.HostAddressBits);
        _iotlb = new Iotlb(parameters.IotlbSets, parameters.IotlbWays);
        _contexts = new ContextCache(parameters.ContextCacheEntries);
        _aperture = (ulong)parameters.ApertureBytes;
        _walkTicks = Ticks.FromNanoseconds(parameters.WalkLevelNs);
        Registers = new IommuRegisters(_iotlb, _contexts);
        Requesters = new RequesterTable(parameters);
        _stoppedTag = new int[Requesters.Regions];
        _stoppedEnd = new ulong[Requesters.Regions];
    }

    public IommuRegisters Registers { get; }

    public RequesterTable Requesters { get; }

    public ITranslationObserver? Observer { get; set; }

    /// <summary>Accesses stopped so far.</summary>
    public long Faults => _counts.Faults;

    public long Hits => _counts.Hits;

    public long Misses => _counts.Misses;

    /// <inheritdoc/>
    public bool Claims(ulong busAddress) =>
        Registers.TranslationEnabled ? busAddress < _aperture : busAddress < (ulong)_memory.Length;

    /// <inheritdoc/>
    public UpstreamResult Write(ulong busAddress, ReadOnlySpan<byte> data, int tag, long now)
    {
        if (!Translate(busAddress, data.Length, TranslationRights.Write, out ulong machine, out long delay))
        {
            Stop(busAddress, data.Length, tag, now);
            return new UpstreamResult(false, delay);
        }

        _ledger.Reach(tag, Hop.Translated, now + delay, (long)busAddress);
        _ledger.Reach(tag, Hop.HostMemory, now + delay, (long)machine);
        _memory.Write((long)machine, data, tag, now + delay);
        _counts.BytesWritten += data.Length;
        return new UpstreamResult(true, delay);
    }

    /// <inheritdoc/>
    public UpstreamResult Read(ulong busAddress, Span<byte> data, out int tag, long now)
    {
        tag = 0;
        if (!Translate(busAddress, data.Length, TranslationRights.Read, out ulong machine, out long delay))
        {
            data.Fill(0xff);
            return new UpstreamResult(false, delay);
        }

        _memory.Read((long)machine, data.Length).CopyTo(data);
        tag = _memory.Tags.First((long)machine, data.Length);
        _counts.BytesRead += data.Length;
        return new UpstreamResult(true, delay);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("iommu.hits", _counts.Hits);
        sheet.Count("iommu.misses", _counts.Misses);
        sheet.Count("iommu.contextMisses", _counts.ContextMisses);
        sheet.Count("iommu.walkAccesses", _counts.WalkAccesses);
        sheet.Count("iommu.faults", _counts.Faults);
        sheet.Count("iommu.faultsNotRecorded", Registers.FaultsLost);
        sheet.Count("iommu.outsideMemory", _counts.OutsideMemory);
        sheet.Count("iommu.invalidations", Registers.Invalidations);
        sheet.Count("iommu.bytesWritten", _counts.BytesWritten);
        sheet.Count("iommu.bytesRead", _counts.BytesRead);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("host.iommu");
        visitor.Visit(Registers);
        visitor.Visit(Requesters);
        visitor.Visit(_iotlb);
        visitor.Visit(_contexts);
        if (!visitor.IsHashing)
        {
            visitor.Block(_stoppedTag);
            visitor.Block(_stoppedEnd);
            visitor.Value(ref _counts);
        }
    }

    private bool Translate(ulong address, int length, TranslationRights needed, out ulong machine, out long delay)
    {
        if ((address & (HostMemory.PageBytes - 1)) + (ulong)length > HostMemory.PageBytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), $"a burst of {length} bytes at 0x{address:x} crosses a 4 KB boundary");
        }

        if (!Registers.TranslationEnabled)
        {
            delay = 0;
            machine = address;
            return _memory.Holds(address, length);
        }

        if (address >= _aperture)
        {
            throw new ArgumentOutOfRangeException(nameof(address), $"bus address 0x{address:x} was never claimed");
        }

        ushort source = Requesters.SourceOf(address);
        int accesses = 0;
        FaultReason reason = FaultReason.None;
        if (!_contexts.TryFind(source, out ContextEntry context))
        {
            _counts.ContextMisses++;
            reason = _walker.ReadContext(Registers.RootTable, source, out context, out accesses);
            if (reason == FaultReason.None)
            {
                _contexts.Insert(in context);
            }
        }

        machine = 0;
        if (reason == FaultReason.None)
        {
            reason = InDomain(in context, address, needed, out machine, ref accesses);
        }

        _counts.WalkAccesses += accesses;
        delay = accesses * _walkTicks;
        Observer?.OnTranslation(
            address, source, needed == TranslationRights.Write, reason == FaultReason.None ? machine : 0, reason);
        if (reason == FaultReason.None)
        {
            // A mapping to where no memory is: nothing answers, and nothing is recorded by the remapping unit.
            bool present = _memory.Holds(machine, length);
            _counts.OutsideMemory += present ? 0 : 1;
            return present;
        }

        _counts.Faults++;
        if (context.FaultsDisabled == 0 || !FaultReasons.IsQualified(reason))
        {
            Registers.Record(reason, source, address, needed == TranslationRights.Write);
        }

        return false;
    }

    private FaultReason InDomain(
        in ContextEntry context, ulong address, TranslationRights needed, out ulong machine, ref int accesses)
    {
        machine = address;
        if (context.PassThrough != 0)
        {
            return FaultReason.None;
        }

        if (address >> RemappingFormat.AddressBits(context.Levels) != 0)
        {
            return FaultReason.AddressBeyondWidth;
        }

        if (_iotlb.TryFind(context.Domain, address, needed, out machine))
        {
            _counts.Hits++;
            return FaultReason.None;
        }

        _counts.Misses++;
        WalkResult walk = _walker.Walk(context.Table, context.Levels, address, needed);
        accesses += walk.Accesses;
        if (walk.Reason == FaultReason.None)
        {
            machine = walk.Machine | (address & ((1UL << walk.Shift) - 1));
            _iotlb.Insert(context.Domain, address, walk.Shift, walk.Machine, walk.Rights);
        }

        return walk.Reason;
    }

    private void Stop(ulong busAddress, int length, int tag, long now)
    {
        int region = Requesters.RegionOf(Math.Min(busAddress, _aperture - 1));
        bool continued = tag != 0 && _stoppedTag[region] == tag && _stoppedEnd[region] == busAddress;
        _stoppedTag[region] = tag;
        _stoppedEnd[region] = busAddress + (uint)length;
        if (!continued)
        {
            _ledger.Drop(tag, DropReason.IommuFault, now);
        }
    }

    private struct Counts
    {
        public long Hits;
        public long Misses;
        public long ContextMisses;
        public long WalkAccesses;
        public long Faults;
        public long OutsideMemory;
        public long BytesWritten;
        public long BytesRead;
    }
}
