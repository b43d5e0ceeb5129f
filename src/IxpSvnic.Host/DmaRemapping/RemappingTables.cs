using IxpSvnic.Host.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// The hypervisor's side of the remapping tables: makes root, context and second-level tables in host memory as
/// software would, and tells the unit through its registers what it changed.
/// </summary>
public sealed class RemappingTables : IStateful
{
    private const ulong ReadWrite = 3;

    private readonly HostMemory _memory;
    private readonly PageAllocator _pages;
    private readonly IommuRegisters _registers;
    private long _root;

    public RemappingTables(HostMemory memory, PageAllocator pages, IommuRegisters registers)
    {
        _memory = memory;
        _pages = pages;
        _registers = registers;
        _root = NewTable();
    }

    /// <summary>Machine address of the root table.</summary>
    public long Root => _root;

    /// <summary>Hands the root table to the unit, empties its caches and turns translation on.</summary>
    public void Enable()
    {
        _registers.Bank.Write(IommuRegisters.RtaddrLow, (uint)_root);
        _registers.Bank.Write(IommuRegisters.RtaddrHigh, (uint)(_root >> 32));
        _registers.Bank.Write(IommuRegisters.Gcmd, IommuRegisters.SetRootTable);
        _registers.Bank.Write(IommuRegisters.CcmdHigh, IommuRegisters.Start | (1u << 29));
        _registers.Bank.Write(IommuRegisters.IotlbHigh, IommuRegisters.Start | (1u << 28));
        _registers.Bank.Write(IommuRegisters.Fectl, 0);
        _registers.Bank.Write(IommuRegisters.Gcmd, IommuRegisters.TranslationEnable);
    }

    public AddressSpace Create(ushort domain, int levels) => new(domain, NewTable(), levels);

    /// <summary>Ties a source id to a domain.</summary>
    public void Attach(ushort sourceId, AddressSpace space)
    {
        long rootEntry = _root + ((sourceId >> 8) * 16);
        ulong root = _memory.ReadEntry(rootEntry);
        if ((root & RemappingFormat.Present) == 0)
        {
            root = (ulong)NewTable() | RemappingFormat.Present;
            _memory.WriteEntry(rootEntry, root);
        }

        long context = (long)(root & RemappingFormat.AddressMask) + ((sourceId & 0xff) * 16);
        ulong width = (uint)(space.Levels - 2);
        _memory.WriteEntry(context + 8, ((ulong)space.Domain << RemappingFormat.DomainShift) | width);
        _memory.WriteEntry(context, (ulong)space.Table | RemappingFormat.Present);
    }

    /// <summary>Maps one page of 4 KB or 2 MB.</summary>
    public void Map(AddressSpace space, ulong address, long machine, bool large)
    {
        long slot = Slot(space, address, large ? 2 : 1, create: true);
        if (!large && (_memory.ReadEntry(slot) & RemappingFormat.PageSize) != 0)
        {
            throw new InvalidOperationException($"0x{address:x} is mapped by a 2 MB page already");
        }

        _memory.WriteEntry(slot, (ulong)machine | ReadWrite | (large ? RemappingFormat.PageSize : 0));
    }

    /// <summary>Removes the mapping of one page and invalidates it. False when nothing was mapped there.</summary>
    public bool Unmap(AddressSpace space, ulong address)
    {
        long slot = Slot(space, address, 1, create: false);
        if (slot < 0 || (_memory.ReadEntry(slot) & ReadWrite) == 0)
        {
            return false;
        }

        _memory.WriteEntry(slot, 0);
        InvalidatePage(space.Domain, address);
        return true;
    }

    /// <summary>Page-selective invalidation through the registers.</summary>
    public void InvalidatePage(ushort domain, ulong address)
    {
        _registers.Bank.Write(IommuRegisters.IvaHigh, (uint)(address >> 32));
        _registers.Bank.Write(IommuRegisters.IvaLow, (uint)address & ~0xfffu);
        _registers.Bank.Write(IommuRegisters.IotlbHigh, IommuRegisters.Start | (3u << 28) | domain);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Value(ref _root);

    // Address of the entry that maps an address, or -1. A 2 MB leaf met on the way is that entry.
    private long Slot(AddressSpace space, ulong address, int leafLevel, bool create)
    {
        long table = space.Table;
        for (int level = space.Levels; ; level--)
        {
            int shift = Iotlb.PageShift + ((level - 1) * RemappingFormat.BitsPerLevel);
            long slot = table + (long)(((address >> shift) & (RemappingFormat.TableEntries - 1)) * 8);
            ulong entry = _memory.ReadEntry(slot);
            if (level == leafLevel || (level == 2 && (entry & RemappingFormat.PageSize) != 0))
            {
                return slot;
            }

            if ((entry & ReadWrite) == 0)
            {
                if (!create)
                {
                    return -1;
                }

                entry = (ulong)NewTable() | ReadWrite;
                _memory.WriteEntry(slot, entry);
            }

            table = (long)(entry & RemappingFormat.AddressMask);
        }
    }

    private long NewTable()
    {
        long page = _pages.Allocate();
        _memory.Write(page, new byte[HostMemory.PageBytes], 0, 0);
        return page;
    }
}
