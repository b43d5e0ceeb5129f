using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Tests.Fakes;

/// <summary>A whole host with a fake card.</summary>
internal sealed class FakeWorld : IStateful, IGuestTap, IDisposable
{
    public FakeWorld(
        int vifs = 1,
        Func<int, EventQueue, IGuestApplication>? application = null,
        Action<GuestParameters>? guest = null,
        Action<IommuParameters>? iommu = null,
        Action<HypervisorParameters>? hypervisor = null,
        Action<GuestCosts>? costs = null,
        ulong seed = 1,
        ulong pageSeed = 1,
        int postingBuffer = 8,
        int slots = 64,
        int slotBytes = 2048)
    {
        IommuParameters iommuParameters = new();
        GuestParameters guestParameters = new();
        HypervisorParameters hypervisorParameters = new();
        GuestCosts guestCosts = new();
        iommu?.Invoke(iommuParameters);
        guest?.Invoke(guestParameters);
        hypervisor?.Invoke(hypervisorParameters);
        costs?.Invoke(guestCosts);
        Memory = new HostMemory(Ledger, 64 << 20);
        PageAllocator pages = new(64 << 20, pageSeed);
        Iommu = new Iommu(iommuParameters, Memory, Ledger);
        Device = new FakeDevice(Events, Iommu, Ledger, seed, postingBuffer);
        BusPlan plan = new()
        {
            CsrBusAddress = FakeDevice.Csr,
            DramBusAddress = FakeDevice.Dram,
            SendAreaDramAddress = 0x1_0000,
            SendAreaDramBytes = 0x00f0_0000,
        };
        Hypervisor = new Hypervisor(new HostParts(Events, Ledger, Memory, pages, Iommu, Device, plan)
        {
            IommuParameters = iommuParameters,
            GuestParameters = guestParameters,
            HypervisorParameters = hypervisorParameters,
            GuestCosts = guestCosts,
        });
        Pages = pages;
        Device.Pin = Hypervisor.Interrupts;
        for (int vif = 0; vif < vifs; vif++)
        {
            VifRequest request = new(vif, Mac(vif))
            {
                ReceiveSlots = slots,
                SendSlots = slots,
                ReceiveSlotBytes = slotBytes,
                SendSlotBytes = slotBytes,
            };
            VifGuest made = Hypervisor.Create(request, application?.Invoke(vif, Events) ?? new SinkApplication());
            made.Driver.Tap = this;
        }

        Device.Open(Hypervisor.Guests);
        Hypervisor.Start();
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public HostMemory Memory { get; }

    public PageAllocator Pages { get; }

    public Iommu Iommu { get; }

    public FakeDevice Device { get; }

    public Hypervisor Hypervisor { get; }

    /// <summary>Everything the guests received and sent.</summary>
    public List<(int Vif, GuestDirection Direction, byte[] Frame, long Time)> Tapped { get; } = [];

    public static ulong Mac(int vif) => 0x0200_0000_0000UL + (ulong)vif;

    public VifDriver Driver(int vif = 0) => Hypervisor.Guests[vif].Driver;

    public IEnumerable<byte[]> Received(int vif = 0) =>
        Tapped.Where(t => t.Vif == vif && t.Direction == GuestDirection.Receive).Select(t => t.Frame);

    /// <summary>A frame from a peer to a VIF with content that depends on a number.</summary>
    public static byte[] Frame(int vif, int number, int length = 60)
    {
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++)
        {
            frame[i] = (byte)(i + (number * 7));
        }

        for (int i = 0; i < 6; i++)
        {
            frame[i] = (byte)(Mac(vif) >> (40 - (8 * i)));
            frame[6 + i] = (byte)(0x06 + i);
        }

        return frame;
    }

    /// <summary>Delivers frames of a length to a VIF, a gap apart, each with a tag of its own.</summary>
    public void Offer(int vif, int count, long gap, int length = 60)
    {
        for (int i = 0; i < count; i++)
        {
            long time = Events.Now + (i * gap);
            Device.Frames.Add(Frame(vif, i, length));
            int tag = Ledger.Create(FrameOrigin.Wire, 0, length, time, i);
            Device.Arrive(time, vif, Device.Frames.Count - 1, tag);
        }
    }

    public void Run(long ticks = 30_000_000) => Events.RunTo(Events.Now + ticks);

    public void OnFrame(ReadOnlySpan<byte> frame, int vif, GuestDirection direction, long time) =>
        Tapped.Add((vif, direction, frame.ToArray(), time));

    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Events);
        visitor.Visit(Ledger);
        visitor.Visit(Memory);
        visitor.Visit(Pages);
        visitor.Visit(Iommu);
        visitor.Visit(Hypervisor);
        visitor.Visit(Device);
    }

    public void Dispose() => Memory.Dispose();
}
