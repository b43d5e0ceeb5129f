using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// The chip as a PCI target: configuration space, CSR, SRAM and DRAM windows. Writes go through the 64-byte buffer and
/// are cut at 64-byte boundaries; reads are fetched while the initiator is retried (one at a time). Bytes of SRAM less
/// than a longword cost a read before the write, not charged here.
/// </summary>
internal sealed class TargetWindows : IPciTarget, IStateful
{
    private const int BufferBytes = 64;
    private const int DiscardClocks = 32768;

    private readonly EventQueue _events;
    private readonly PciTiming _clocks;
    private readonly PciUnitTiming _timing;
    private readonly IDramPort _dram;
    private readonly ISramPort[] _sram;
    private readonly PciHeader _header;
    private readonly PciCsrs _csrs;
    private readonly IChipCsrAccess _chip;
    private long _bufferFreeAt;
    private long _readReadyAt;
    private long _unpopulated;
    private uint _readAddress;
    private PciCommand _readCommand;
    private bool _readLatched;

    public TargetWindows(
        ChassisFabric fabric,
        PciTiming clocks,
        PciUnitTiming timing,
        IDramPort dram,
        ISramPort[] sram,
        PciHeader header,
        PciCsrs csrs,
        IChipCsrAccess chip)
    {
        _events = fabric.Events;
        _clocks = clocks;
        _timing = timing;
        _dram = dram;
        _sram = sram;
        _header = header;
        _csrs = csrs;
        _chip = chip;
    }

    /// <inheritdoc/>
    public bool Claims(in PciTransaction transaction) =>
        transaction.IsMemory && _header.MemoryEnabled
        && (_header.DramOffset(transaction.Address) >= 0
            || _header.SramOffset(transaction.Address) >= 0
            || _header.CsrOffset(transaction.Address) >= 0);

    /// <inheritdoc/>
    public PciResponse Access(ref PciTransaction transaction, long now)
    {
        if (transaction.IsConfiguration)
        {
            return Configure(ref transaction);
        }

        long offset = _header.DramOffset(transaction.Address);
        if (offset >= 0)
        {
            return transaction.IsWrite
                ? WriteDram(in transaction, offset, now)
                : Fetched(ref transaction, now)
                    ? ReadDram(ref transaction, offset)
                    : FetchDram(in transaction, offset, now);
        }

        offset = _header.SramOffset(transaction.Address);
        if (offset >= 0)
        {
            ISramPort? channel = FindSram(ref offset);
            return transaction.IsWrite
                ? WriteSram(in transaction, channel, offset, now)
                : Fetched(ref transaction, now)
                    ? ReadSram(ref transaction, channel, offset)
                    : FetchSram(in transaction, channel, offset, now);
        }

        offset = _header.CsrOffset(transaction.Address);
        if (transaction.IsWrite)
        {
            uint value = transaction.ReadLane(out uint mask);
            WriteCsr((uint)offset & ~3u, value, mask);
            return PciResponse.AcceptNarrow(Math.Min(transaction.Length, 4 - (int)(offset & 3)));
        }

        if (Fetched(ref transaction, now))
        {
            return PciResponse.AcceptNarrow(transaction.WriteLane(ReadCsr((uint)offset & ~3u)));
        }

        if (CanLatch(now))
        {
            Latch(in transaction, now, now);
        }

        return PciResponse.Retry;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _bufferFreeAt);
        visitor.Value(ref _readReadyAt);
        visitor.Value(ref _readAddress);
        visitor.Value(ref _readCommand);
        visitor.Value(ref _readLatched);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _unpopulated);
        }
    }

    public void Report(StatisticsSheet sheet) => sheet.Count("pciUnit.target.unpopulated", _unpopulated);

    // CSR BAR offset to XScale physical address, as drivers of slave boards use it; the PCI CSRs are handled apart.
    private static uint Physical(uint offset) => offset switch
    {
        < 0x8_0000 => 0xc000_0000 + offset,
        < 0xf_0000 => 0xc008_0000 + (offset - 0x8_0000),
        < 0xf_8000 => 0xca00_0000 + (offset - 0xf_0000),
        >= 0xf_9800 and < 0xf_9c00 => 0xcc41_0000 + (offset - 0xf_9800),
        >= 0xf_9c00 and < 0xf_a000 => 0xcc01_0000 + (offset - 0xf_9c00),
        >= 0xf_d800 and < 0xf_e000 => 0xd000_9000 + (offset - 0xf_d800),
        _ => 0,
    };

    private bool Fetched(ref PciTransaction transaction, long now)
    {
        if (_readLatched && _readAddress == transaction.Address && _readCommand == transaction.Command
            && _readReadyAt <= now)
        {
            _readLatched = false;
            return true;
        }

        return false;
    }

    private bool CanLatch(long now) =>
        !_readLatched || _readReadyAt + _clocks.Clocks(DiscardClocks) < now;

    private void Latch(in PciTransaction transaction, long ready, long now)
    {
        _readLatched = true;
        _readAddress = transaction.Address;
        _readCommand = transaction.Command;
        _readReadyAt = Math.Max(ready, now + _clocks.Clocks(_timing.TargetReadClocks));
    }

    private PciResponse FetchDram(in PciTransaction transaction, long offset, long now)
    {
        if (CanLatch(now))
        {
            int bytes = DramBytes(in transaction, offset);
            Latch(
                in transaction,
                offset + bytes > _dram.Bytes ? now : _dram.Read(now, (uint)offset & ~7u, (bytes + 7) & ~7),
                now);
        }

        return PciResponse.Retry;
    }

    private PciResponse FetchSram(in PciTransaction transaction, ISramPort? channel, long offset, long now)
    {
        if (CanLatch(now))
        {
            int words = PciTransaction.Phases((uint)offset, SramBytes(in transaction, offset), 4);
            Latch(in transaction, channel?.Read(now, (uint)offset & ~3u, words) ?? now, now);
        }

        return PciResponse.Retry;
    }

    private int DramBytes(in PciTransaction transaction, long offset) => Math.Min(
        transaction.Length, Math.Min(_timing.TargetDramReadBytes, BufferBytes - (int)(offset & (BufferBytes - 1))));

    private int SramBytes(in PciTransaction transaction, long offset)
    {
        int line = transaction.Command switch
        {
            PciCommand.MemoryRead => 4,
            PciCommand.MemoryReadLine => _timing.TargetLineBytes,
            _ => Math.Min(BufferBytes, 2 * _timing.TargetLineBytes),
        };
        return Math.Min(transaction.Length, line - (int)(offset % line));
    }

    private PciResponse WriteDram(in PciTransaction transaction, long offset, long now)
    {
        int bytes = Math.Min(transaction.Length, BufferBytes - (int)(offset & (BufferBytes - 1)));
        if (BufferBusy(bytes, transaction.Address, now))
        {
            return PciResponse.Retry;
        }

        if (offset + bytes > _dram.Bytes)
        {
            _unpopulated++;
            return PciResponse.Accept(bytes);
        }

        _bufferFreeAt = _dram.Write(now, (uint)offset, bytes);
        ReadOnlySpan<byte> data = transaction.Data;
        ByteLanes.In(_dram.Memory, offset, data[..bytes], _csrs.ReverseIn);
        _dram.Tags.Mark(offset, bytes, transaction.Tag, now);
        return PciResponse.Accept(bytes);
    }

    private PciResponse ReadDram(ref PciTransaction transaction, long offset)
    {
        int bytes = DramBytes(in transaction, offset);
        if (offset + bytes > _dram.Bytes)
        {
            _unpopulated++;
            transaction.Payload[..bytes].Fill(0xff);
            return PciResponse.Accept(bytes);
        }

        ByteLanes.Out(_dram.Memory, offset, transaction.Payload[..bytes], _csrs.ReverseOut);
        transaction.Tag = _dram.Tags.First(offset, bytes);
        return PciResponse.Accept(bytes);
    }

    private PciResponse WriteSram(in PciTransaction transaction, ISramPort? channel, long offset, long now)
    {
        int bytes = Math.Min(transaction.Length, BufferBytes - (int)(offset & (BufferBytes - 1)));
        if (BufferBusy(bytes, transaction.Address, now))
        {
            return PciResponse.Retry;
        }

        if (channel is null)
        {
            _unpopulated++;
            return PciResponse.Accept(bytes);
        }

        int words = PciTransaction.Phases((uint)offset, bytes, 4);
        _bufferFreeAt = channel.Write(now, (uint)offset & ~3u, words);
        ReadOnlySpan<byte> data = transaction.Data;
        ByteLanes.In(channel.Memory, offset, data[..bytes], _csrs.ReverseIn);
        return PciResponse.Accept(bytes);
    }

    private PciResponse ReadSram(ref PciTransaction transaction, ISramPort? channel, long offset)
    {
        int bytes = SramBytes(in transaction, offset);
        if (channel is null)
        {
            _unpopulated++;
            transaction.Payload[..bytes].Fill(0xff);
            return PciResponse.Accept(bytes);
        }

        ByteLanes.Out(channel.Memory, offset, transaction.Payload[..bytes], _csrs.ReverseOut);
        return PciResponse.Accept(bytes);
    }

    // The buffer drains while the next burst fills it, so only what is late by that burst's end holds it up.
    private bool BufferBusy(int bytes, uint address, long now) =>
        _bufferFreeAt > now + _clocks.Clocks(PciTransaction.Phases(address, bytes, 8));

    // Channel 1 starts where the populated channel 0 ends.
    private ISramPort? FindSram(ref long offset)
    {
        foreach (ISramPort channel in _sram)
        {
            if (offset < channel.Bytes)
            {
                return channel;
            }

            offset -= channel.Bytes;
        }

        return null;
    }

    private uint ReadCsr(uint offset)
    {
        if (offset >= 0xf_e000)
        {
            return _csrs.Read((int)(offset - 0xf_e000));
        }

        uint physical = Physical(offset);
        return physical == 0 ? 0 : _chip.ReadCsr(physical);
    }

    private void WriteCsr(uint offset, uint value, uint mask)
    {
        if (offset >= 0xf_e000)
        {
            _csrs.WriteFromPci((int)(offset - 0xf_e000), value, mask);
            return;
        }

        uint physical = Physical(offset);
        if (physical != 0)
        {
            _chip.WriteCsr(physical, value);
        }
    }

    private PciResponse Configure(ref PciTransaction transaction)
    {
        int offset = (int)(transaction.Address & 0xfc);
        if (transaction.IsWrite)
        {
            uint value = transaction.ReadLane(out uint mask);
            _header.Write(offset, value, mask);
            return PciResponse.AcceptNarrow(Math.Min(transaction.Length, 4 - (int)(transaction.Address & 3)));
        }

        return PciResponse.AcceptNarrow(transaction.WriteLane(_header.Read(offset)));
    }
}
