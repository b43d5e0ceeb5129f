using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Host.Tests.DmaRemapping;

/// <summary>A small host with its remapping unit, as the tests want it.</summary>
internal sealed class RemappedHost : IDisposable
{
    public const ushort Source = 0x0103;
    public const int Region = 3;

    public RemappedHost(Action<IommuParameters>? change = null, ulong seed = 1)
    {
        change?.Invoke(Parameters);
        Memory = new HostMemory(Ledger, 64 << 20);
        Pages = new PageAllocator(64 << 20, seed);
        Iommu = new Iommu(Parameters, Memory, Ledger);
        Tables = new RemappingTables(Memory, Pages, Iommu.Registers);
        Tables.Enable();
        Space = Tables.Create(7, Parameters.TableLevels);
        Tables.Attach(Source, Space);
        Iommu.Requesters.Assign(Region, Source);
    }

    public IommuParameters Parameters { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public HostMemory Memory { get; }

    public PageAllocator Pages { get; }

    public Iommu Iommu { get; }

    public RemappingTables Tables { get; }

    public AddressSpace Space { get; }

    /// <summary>First bus address of the source's region.</summary>
    public ulong Base => (ulong)(Region * Parameters.RegionBytes);

    public bool Write(ulong address, params byte[] data) => Iommu.Write(address, data, 0, 0).Ok;

    public bool Read(ulong address) => Iommu.Read(address, new byte[4], out _, 0).Ok;

    /// <summary>Address of the second-level entry that a fully built path uses for an address.</summary>
    public long LeafSlot(ulong address)
    {
        long table = Space.Table;
        for (int level = Space.Levels; level > 1; level--)
        {
            ulong index = (address >> (12 + ((level - 1) * 9))) & 511;
            table = (long)(Memory.ReadEntry(table + (long)(index * 8)) & 0x000f_ffff_ffff_f000);
        }

        return table + (long)(((address >> 12) & 511) * 8);
    }

    /// <summary>Address of the source's context entry.</summary>
    public long ContextSlot =>
        (long)(Memory.ReadEntry(Tables.Root + ((Source >> 8) * 16)) & ~0xfffUL) + ((Source & 0xff) * 16);

    /// <summary>The oldest recorded fault: reason, source id, page, was it a read; then clears the record.</summary>
    public (FaultReason Reason, int SourceId, ulong Page, bool Read) TakeFault(int record = 0)
    {
        int at = IommuRegisters.Frcd + (record * 16);
        uint high = Iommu.Registers.Bank.Read(at + 12);
        Assert.IsTrue((high & IommuRegisters.RecordValid) != 0, "no fault recorded");
        ulong page = Iommu.Registers.Bank.Read(at) | ((ulong)Iommu.Registers.Bank.Read(at + 4) << 32);
        int source = (int)Iommu.Registers.Bank.Read(at + 8);
        Iommu.Registers.Bank.Write(at + 12, IommuRegisters.RecordValid);
        return ((FaultReason)(high & 0xff), source, page, (high & IommuRegisters.RecordIsRead) != 0);
    }

    public void Dispose() => Memory.Dispose();
}
