using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>The bridge as a target on one of its buses.</summary>
internal sealed class BridgeSide(NonTransparentBridge bridge, BridgePath path, BridgeConfig config, bool secondary)
    : IPciTarget
{
    private const int PageBytes = 4096;

    /// <inheritdoc/>
    public bool Claims(in PciTransaction transaction) =>
        FindCsr(in transaction) is { Enabled: true } || FindWindow(in transaction, out _) >= 0;

    /// <inheritdoc/>
    public PciResponse Access(ref PciTransaction transaction, long now)
    {
        if (transaction.IsConfiguration)
        {
            return Configure(ref transaction);
        }

        if (FindCsr(in transaction).Enabled)
        {
            return AccessCsr(ref transaction);
        }

        int index = FindWindow(in transaction, out BridgeWindow window);
        int limit = Math.Min(
            PageBytes - (int)(transaction.Address & (PageBytes - 1)),
            (int)Math.Min(PageBytes, window.Base + (long)window.Offset + 1 - transaction.Address));
        if (!secondary || index != 2)
        {
            return Forward(ref transaction, window.Translate(transaction.Address), limit, window.Prefetchable, now);
        }

        int bits = bridge.Configuration.LutPageBits;
        uint inPage = transaction.Address & ((1u << bits) - 1);
        uint entry = bridge.Csrs.LookupEntry((int)((transaction.Address - window.Base) >> bits));
        limit = (int)Math.Min(limit, (1L << bits) - inPage);
        if ((entry & 1) != 0)
        {
            return Forward(ref transaction, (entry & ~((1u << bits) - 1)) | inPage, limit, (entry & 8) != 0, now);
        }

        if (transaction.IsWrite)
        {
            return path.DiscardWrite(in transaction, limit, now);
        }

        int bytes = Math.Min(transaction.Length, limit);
        transaction.Payload[..bytes].Fill(0xff);
        return PciResponse.Accept(bytes);
    }

    private PciResponse Forward(
        ref PciTransaction transaction, uint translated, int limit, bool prefetchable, long now)
    {
        if (transaction.IsWrite)
        {
            return path.Post(in transaction, translated, limit, now);
        }

        int fetch;
        if (prefetchable && transaction.IsMemory)
        {
            int block = config.CacheLineBytes
                * (transaction.Command == PciCommand.MemoryReadMultiple ? config.PrefetchMultipleLines : 1);
            block = Math.Min(block, PciTransaction.MaxBytes);
            fetch = block - (int)(transaction.Address % (uint)block);
        }
        else
        {
            fetch = Math.Min(transaction.Length, 4 - (int)(transaction.Address & 3));
        }

        return path.Read(ref transaction, translated, Math.Min(fetch, limit), now);
    }

    private PciResponse AccessCsr(ref PciTransaction transaction)
    {
        int offset = (int)(transaction.Address & 0xffc);
        if (transaction.IsIo)
        {
            offset &= 0xfc;
        }

        return AccessDword(ref transaction, offset, configuration: false);
    }

    private PciResponse Configure(ref PciTransaction transaction) =>
        AccessDword(ref transaction, (int)(transaction.Address & 0xfc), configuration: true);

    private PciResponse AccessDword(ref PciTransaction transaction, int offset, bool configuration)
    {
        if (transaction.IsWrite)
        {
            uint value = transaction.ReadLane(out uint mask);
            if (configuration)
            {
                bridge.Configuration.Write(offset, value, mask, secondary);
            }
            else
            {
                bridge.Csrs.Write(offset, value, mask);
            }

            return PciResponse.AcceptNarrow(Math.Min(transaction.Length, 4 - (int)(transaction.Address & 3)));
        }

        uint read = configuration ? bridge.Configuration.Read(offset, secondary) : bridge.Csrs.Read(offset);
        return PciResponse.AcceptNarrow(transaction.WriteLane(read));
    }

    private BridgeWindow FindCsr(in PciTransaction transaction)
    {
        BridgeWindow window = bridge.Configuration.Csr[(secondary ? 2 : 0) + (transaction.IsIo ? 1 : 0)];
        return window.Contains(transaction.Address) ? window : default;
    }

    private int FindWindow(in PciTransaction transaction, out BridgeWindow found)
    {
        ReadOnlySpan<BridgeWindow> windows =
            secondary ? bridge.Configuration.Upstream : bridge.Configuration.Downstream;
        for (int i = 0; i < windows.Length; i++)
        {
            if (windows[i].IsIo == transaction.IsIo && windows[i].Contains(transaction.Address))
            {
                found = windows[i];
                return i;
            }
        }

        found = default;
        return -1;
    }
}
