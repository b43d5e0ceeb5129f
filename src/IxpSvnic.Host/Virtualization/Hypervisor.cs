using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Queues;
using IxpSvnic.Host.Virtualization.Management;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// The hypervisor: makes guests with one VIF each, grants their pages to the device as <c>iommu.mode</c> says, turns
/// the device's interrupt into virtual ones, reads IOMMU faults, and manages VIFs through the device's control plane.
/// It is never on a frame's way.
/// <para>Not modelled: processors and their scheduling.</para>
/// </summary>
public sealed class Hypervisor : IStateful, IStatisticsSource
{
    // Where every guest believes its receive area to be; no machine address and no bus address of a region.
    private const long GuestReceiveAddress = 0x0040_0000;

    private readonly HostParts _parts;
    private readonly IDmaMapping _mapping;
    private readonly List<VifGuest> _guests = [];
    private uint _nextSendArea;

    public Hypervisor(HostParts parts)
    {
        _parts = parts;
        _mapping = parts.IommuParameters.ParsedMode switch
        {
            IommuMode.None => new DirectMapping(parts.Pages),
            _ => new PersistentMapping(parts.IommuParameters, parts.Memory, parts.Pages, parts.Iommu),
        };
        Interrupts = new InterruptDispatcher(
            parts.Events, parts.Port, parts.Plan.CsrBusAddress, parts.HypervisorParameters);
        Faults = new FaultMonitor(parts.Events, parts.Iommu.Registers);
        Vifs = new VifManager(parts, _mapping, Interrupts, _guests);
    }

    /// <summary>The device's interrupt line goes here.</summary>
    public InterruptDispatcher Interrupts { get; }

    public FaultMonitor Faults { get; }

    /// <summary>The VIFs' lives on the device.</summary>
    public VifManager Vifs { get; }

    public IReadOnlyList<VifGuest> Guests => _guests;

    /// <summary>Makes a guest with a VIF: memory, mapping, send area, driver. Part of the machine's wiring.</summary>
    public VifGuest Create(VifRequest request, IGuestApplication application)
    {
        request.Check();
        BusPlan plan = _parts.Plan;
        int bytes = QueueLayout.AreaBytes(request.ReceiveSlots, request.ReceiveSlotBytes);
        ReceiveArea area = _mapping.Map(request.Vif, bytes >> HostMemory.PageBits);
        uint send = TakeSendArea(request);
        VifLayout layout = new()
        {
            Vif = request.Vif,
            Mac = request.Mac,
            SignalBit = Interrupts.BitOf(request.Vif),
            SourceId = area.SourceId,
            Domain = area.Domain,
            ReceiveSlots = request.ReceiveSlots,
            ReceiveSlotBytes = request.ReceiveSlotBytes,
            SendSlots = request.SendSlots,
            SendSlotBytes = request.SendSlotBytes,
            ReceiveGuestAddress = GuestReceiveAddress,
            ReceiveMachinePages = area.MachinePages,
            ReceiveBusAddress = area.BusAddress,
            ReceiveBoardAddress = area.BusAddress + plan.BoardOffset,
            SendDramAddress = send,
            SendBusAddress = plan.DramBusAddress + send,
        };
        GuestMemory memory = new(_parts.Memory, area.MachinePages);
        VifDriver driver = new(
            _parts.Events,
            layout,
            memory,
            _parts.Port,
            _parts.Ledger,
            _parts.GuestParameters,
            _parts.GuestCosts,
            application);
        VifGuest guest = new(request, layout, memory, driver);
        _guests.Add(guest);
        Interrupts.Bind(request.Vif, driver);
        return guest;
    }

    /// <summary>Enables the device's interrupt and opens every VIF: a debugger has set them up.</summary>
    public void Start()
    {
        Interrupts.Enable();
        foreach (VifGuest guest in _guests)
        {
            guest.Driver.Start();
        }
    }

    /// <summary>
    /// Takes one page of a VIF's receive area (0 = the page of words) away from the device and invalidates it in the
    /// IOTLB; the guest keeps it. False when the mode does not translate or the page is gone already.
    /// </summary>
    public bool UnmapPage(int vif, int page) => _mapping.Unmap(vif, page);

    /// <summary>The remapping tables as they stand in memory.</summary>
    public TableDump DumpTables() => TableDumper.Dump(_parts.Memory, _parts.Iommu);

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        ref readonly InterruptCounts counts = ref Interrupts.Counts;
        long spurious = 0;
        foreach (VifGuest guest in _guests)
        {
            spurious += guest.Driver.Counts.Spurious;
            guest.Driver.Report(sheet);
        }

        sheet.Count("interrupts.physical", counts.Physical);
        sheet.Count("interrupts.physicalSpurious", counts.PhysicalSpurious);
        sheet.Count("interrupts.sent", counts.Sent);
        sheet.Count("interrupts.coalesced", counts.Coalesced);
        sheet.Count("interrupts.spurious", spurious);
        sheet.Count("interrupts.management", counts.Management);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("host.hypervisor");
        visitor.Value(ref _nextSendArea);
        visitor.Visit(_mapping);
        visitor.Visit(Interrupts);
        visitor.Visit(Vifs);
        visitor.Visit(Faults);
        foreach (VifGuest guest in _guests)
        {
            visitor.Visit(guest.Driver);
        }
    }

    private uint TakeSendArea(VifRequest request)
    {
        uint bytes = Math.Max(
            _parts.Plan.SendAreaStride, (uint)QueueLayout.AreaBytes(request.SendSlots, request.SendSlotBytes));
        if (_nextSendArea + bytes > _parts.Plan.SendAreaDramBytes)
        {
            throw new InvalidOperationException(
                $"VIF {request.Vif}: no room for a send area of {bytes} bytes;"
                + $" {_nextSendArea} of {_parts.Plan.SendAreaDramBytes} bytes are taken");
        }

        uint address = _parts.Plan.SendAreaDramAddress + _nextSendArea;
        _nextSendArea += bytes;
        return address;
    }
}
