using IxpSvnic.Host.Memory;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// The hardware's reader of root, context and second-level entries in host memory.
/// <para>Not modelled: accessed and dirty bits, 1 GB pages, caching of non-leaf entries.</para>
/// </summary>
internal sealed class TableWalker(HostMemory memory, int hostAddressBits)
{
    private readonly ulong _aboveHost = RemappingFormat.AboveHost(hostAddressBits);

    /// <summary>Reads a source's root and context entries.</summary>
    public FaultReason ReadContext(ulong rootTable, ushort sourceId, out ContextEntry context, out int accesses)
    {
        context = default;
        accesses = 1;
        ulong rootAddress = rootTable + ((ulong)(sourceId >> 8) * 16);
        if (!memory.Holds(rootAddress, 16))
        {
            return FaultReason.RootTableInvalid;
        }

        ulong root = memory.ReadEntry((long)rootAddress);
        ulong rootHigh = memory.ReadEntry((long)rootAddress + 8);
        if ((root & RemappingFormat.Present) == 0)
        {
            return FaultReason.RootEntryNotPresent;
        }

        if ((root & (0xffe | ~RemappingFormat.AddressMask & ~0xfffUL | _aboveHost)) != 0 || rootHigh != 0)
        {
            return FaultReason.RootEntryReserved;
        }

        accesses = 2;
        ulong address = (root & RemappingFormat.AddressMask) + ((ulong)(sourceId & 0xff) * 16);
        return memory.Holds(address, 16)
            ? Decode(memory.ReadEntry((long)address), memory.ReadEntry((long)address + 8), sourceId, out context)
            : FaultReason.ContextTableInvalid;
    }

    /// <summary>Translates an address by second-level tables.</summary>
    public WalkResult Walk(ulong table, int levels, ulong address, TranslationRights needed)
    {
        FaultReason denied = needed == TranslationRights.Write
            ? FaultReason.WriteNotPermitted
            : FaultReason.ReadNotPermitted;
        TranslationRights rights = TranslationRights.Read | TranslationRights.Write;
        int accesses = 0;
        for (int level = levels; ; level--)
        {
            int shift = Iotlb.PageShift + ((level - 1) * RemappingFormat.BitsPerLevel);
            ulong slot = table + (((address >> shift) & (RemappingFormat.TableEntries - 1)) * 8);
            accesses++;
            if (!memory.Holds(slot, 8))
            {
                return new(FaultReason.NextTableInvalid, 0, 0, TranslationRights.None, accesses);
            }

            ulong entry = memory.ReadEntry((long)slot);
            TranslationRights own = (TranslationRights)(entry & 3);
            if (own == TranslationRights.None)
            {
                return new(denied, 0, 0, TranslationRights.None, accesses);
            }

            bool leaf = level == 1 || (entry & RemappingFormat.PageSize) != 0;
            if ((entry & Reserved(level, leaf)) != 0)
            {
                return new(FaultReason.PagingEntryReserved, 0, 0, TranslationRights.None, accesses);
            }

            rights &= own;
            if ((rights & needed) != needed)
            {
                return new(denied, 0, 0, TranslationRights.None, accesses);
            }

            table = entry & RemappingFormat.AddressMask;
            if (leaf)
            {
                return new(FaultReason.None, table, shift, rights, accesses);
            }
        }
    }

    // Only 4 KB and 2 MB leaves exist: elsewhere PS is a reserved bit, and so are the address bits inside a large page.
    private ulong Reserved(int level, bool leaf)
    {
        ulong bits = _aboveHost;
        if (leaf)
        {
            bits |= RemappingFormat.Snoop | RemappingFormat.TransientMapping;
        }

        if (level > 2)
        {
            bits |= RemappingFormat.PageSize;
        }
        else if (leaf && level == 2)
        {
            bits |= (1UL << Iotlb.LargeShift) - (1UL << Iotlb.PageShift);
        }

        return bits;
    }

    private FaultReason Decode(ulong low, ulong high, ushort sourceId, out ContextEntry context)
    {
        context = new ContextEntry
        {
            Table = low & RemappingFormat.AddressMask,
            SourceId = sourceId,
            Domain = (ushort)(high >> RemappingFormat.DomainShift),
            FaultsDisabled = (byte)((low & RemappingFormat.FaultProcessingDisable) >> 1),
        };
        if ((low & RemappingFormat.Present) == 0)
        {
            return FaultReason.ContextEntryNotPresent;
        }

        ulong reservedLow = 0xff0 | (~RemappingFormat.AddressMask & ~0xfffUL) | _aboveHost;
        if ((low & reservedLow) != 0 || (high & ~0xff_ff7fUL) != 0)
        {
            return FaultReason.ContextEntryReserved;
        }

        int type = (int)(low >> RemappingFormat.TranslationTypeShift) & 3;
        int width = (int)high & RemappingFormat.WidthMask;
        if (width is not (1 or 2) || type is not (RemappingFormat.TypeTranslate or RemappingFormat.TypePassThrough))
        {
            return FaultReason.ContextEntryInvalid;
        }

        context.Levels = (byte)(width + 2);
        context.PassThrough = type == RemappingFormat.TypePassThrough ? (byte)1 : (byte)0;
        context.Valid = 1;
        return FaultReason.None;
    }
}
