using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// Mode <c>hw-persistent</c>: VIF k owns region k + 1 of the aperture, source id 1:00.0 + k + 1 and domain k + 1; its
/// receive area is mapped there once. Pages are scattered, and none has its own address as bus address.
/// </summary>
internal sealed class PersistentMapping : IDmaMapping
{
    private const int LargePages = 512;

    private readonly IommuParameters _parameters;
    private readonly PageAllocator _allocator;
    private readonly Iommu _iommu;
    private readonly RemappingTables _tables;
    private readonly SortedDictionary<int, AddressSpace> _spaces = [];
    private readonly SortedDictionary<int, long[]> _areas = [];

    public PersistentMapping(IommuParameters parameters, HostMemory memory, PageAllocator allocator, Iommu iommu)
    {
        _parameters = parameters;
        _allocator = allocator;
        _iommu = iommu;
        _tables = new RemappingTables(memory, allocator, iommu.Registers);
        _tables.Enable();
    }

    /// <inheritdoc/>
    public ReceiveArea Map(int vif, int pages)
    {
        int region = vif + 1;
        if (region >= _iommu.Requesters.Regions || (long)pages << HostMemory.PageBits > _parameters.RegionBytes)
        {
            throw new InvalidOperationException(
                $"VIF {vif} with {pages} pages does not fit {_iommu.Requesters.Regions} regions of"
                + $" {_parameters.RegionBytes} bytes (iommu.regionBytes, iommu.apertureBytes)");
        }

        ulong bus = (ulong)(region * _parameters.RegionBytes);
        ushort source = (ushort)(RequesterTable.BridgeSourceId + region);
        AddressSpace space = _tables.Create((ushort)region, _parameters.TableLevels);
        _spaces.Add(vif, space);
        long[] machine = _parameters.LargePages ? Large(space, bus, pages) : Scattered(space, bus, pages);
        _areas.Add(vif, machine);
        _tables.Attach(source, space);
        _iommu.Requesters.Assign(region, source);
        return new ReceiveArea(machine, (uint)bus, source, space.Domain);
    }

    /// <inheritdoc/>
    public void Revoke(int vif)
    {
        for (int page = 0; page < _areas[vif].Length; page++)
        {
            Unmap(vif, page);
        }
    }

    /// <inheritdoc/>
    public void Grant(int vif)
    {
        int step = _parameters.LargePages ? LargePages : 1;
        for (int page = 0; page < _areas[vif].Length; page += step)
        {
            ulong address = (ulong)((vif + 1) * _parameters.RegionBytes) + ((ulong)page << HostMemory.PageBits);
            _tables.Map(_spaces[vif], address, _areas[vif][page], _parameters.LargePages);
        }
    }

    /// <inheritdoc/>
    public bool Unmap(int vif, int page) =>
        _spaces.TryGetValue(vif, out AddressSpace space) && _tables.Unmap(
            space, (ulong)((vif + 1) * _parameters.RegionBytes) + ((ulong)page << HostMemory.PageBits));

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Visit(_tables);

    private long[] Scattered(AddressSpace space, ulong bus, int pages)
    {
        long[] machine = new long[pages];
        for (int i = 0; i < pages; i++)
        {
            ulong address = bus + ((ulong)i << HostMemory.PageBits);
            machine[i] = _allocator.Allocate(forbidden: (long)address);
            _tables.Map(space, address, machine[i], large: false);
        }

        return machine;
    }

    private long[] Large(AddressSpace space, ulong bus, int pages)
    {
        int whole = (pages + LargePages - 1) / LargePages * LargePages;
        long start = _allocator.AllocateRun(whole, LargePages);
        if (start == (long)bus)
        {
            start = _allocator.AllocateRun(whole, LargePages);
        }

        for (int i = 0; i < whole; i += LargePages)
        {
            _tables.Map(
                space, bus + ((ulong)i << HostMemory.PageBits), start + ((long)i << HostMemory.PageBits), large: true);
        }

        long[] machine = new long[pages];
        for (int i = 0; i < pages; i++)
        {
            machine[i] = start + ((long)i << HostMemory.PageBits);
        }

        return machine;
    }
}
