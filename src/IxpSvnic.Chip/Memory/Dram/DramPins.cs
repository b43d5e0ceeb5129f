using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory.Dram;

/// <summary>
/// The DDR pins and the four banks behind them: bursts of 32 bytes, row cycle time per bank, turnaround between reading
/// and writing, refresh. Banks interleave on 128 bytes.
/// *Not modelled:* reordering of banks to save turnarounds (A14); a second bank's row when an access straddles 128 bytes.
/// </summary>
internal sealed class DramPins : IStateful
{
    public const int BurstBytes = 32;

    private const int Banks = 4;

    private readonly DramBank[] _banks = new DramBank[Banks];
    private readonly long _burstTicks;
    private readonly long _rowCycleTicks;
    private readonly long _turnaroundTicks;
    private readonly long _refreshTicks;
    private readonly long _refreshPeriodTicks;
    private readonly long _rowStripeBytes;
    private long _busyUntil;
    private long _nextRefresh;
    private long _busyTicks;
    private bool _writing;

    public DramPins(Ixp2400Timing chip, DramTiming timing)
    {
        _burstTicks = (long)timing.BurstDdrCycles * chip.DdrCycleTicks;
        _rowCycleTicks = chip.Cycles(timing.RowCycleCycles);
        _turnaroundTicks = chip.Cycles(timing.TurnaroundCycles);
        _refreshTicks = chip.Cycles(timing.RefreshCycles);
        _refreshPeriodTicks = chip.Cycles(timing.RefreshPeriodCycles);
        _rowStripeBytes = (long)timing.RowBytes * Banks;
        _nextRefresh = _refreshPeriodTicks;
        for (int i = 0; i < Banks; i++)
        {
            _banks[i] = new DramBank { Activated = -_rowCycleTicks, Row = -1 };
        }
    }

    public long BusyTicks => _busyTicks;

    public long RowConflicts { get; private set; }

    public long Turnarounds { get; private set; }

    public long Refreshes { get; private set; }

    public static int BankOf(uint address) => (int)(address >> 7) & (Banks - 1);

    public static int Bursts(uint address, int bytes) =>
        (int)(((address + (uint)bytes - 1) / BurstBytes) - (address / BurstBytes)) + 1;

    /// <summary>
    /// Takes the pins for an access that is queued at one tick and whose data are ready at a later one; returns its
    /// start. A bank that waits for its row does not keep other banks off the pins. Extra bursts are the reads of
    /// read-modify-writes.
    /// </summary>
    public long Access(long queued, long ready, uint address, int bytes, bool write, int extraBursts = 0)
    {
        long slot = Math.Max(queued, _busyUntil);
        if (write != _writing)
        {
            _writing = write;
            if (queued < _busyUntil + _turnaroundTicks)
            {
                slot = Math.Max(slot, _busyUntil + _turnaroundTicks);
                Turnarounds++;
            }
        }

        slot = Refresh(slot);
        long duration = (Bursts(address, bytes) + extraBursts) * _burstTicks;
        _busyUntil = slot + duration;
        _busyTicks += duration;
        long start = Math.Max(slot, ready);
        ref DramBank bank = ref _banks[BankOf(address)];
        long row = address / _rowStripeBytes;
        if (bank.Row != row)
        {
            long open = bank.Activated + _rowCycleTicks;
            if (open > start)
            {
                RowConflicts++;
                start = open;
            }

            bank.Activated = start;
            bank.Row = row;
        }

        return start;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_banks);
        visitor.Value(ref _busyUntil);
        visitor.Value(ref _nextRefresh);
        visitor.Value(ref _writing);
        if (!visitor.IsHashing)
        {
            long[] counts = [_busyTicks, RowConflicts, Turnarounds, Refreshes];
            visitor.Block(counts);
            (_busyTicks, RowConflicts, Turnarounds, Refreshes) = (counts[0], counts[1], counts[2], counts[3]);
        }
    }

    // A refresh that falls due while the pins are busy goes next; those of idle times have passed unnoticed.
    private long Refresh(long slot)
    {
        if (slot < _nextRefresh)
        {
            return slot;
        }

        long passed = (slot - _nextRefresh) / _refreshPeriodTicks;
        long due = _nextRefresh + (passed * _refreshPeriodTicks);
        _nextRefresh = due + _refreshPeriodTicks;
        Refreshes += passed + 1;
        return Math.Max(slot, Math.Max(due, _busyUntil) + _refreshTicks);
    }
}
