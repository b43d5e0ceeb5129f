using System.Globalization;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// Four timers and the watchdog, C002_0000 (Linux ixp2000-regs.h, Barrelfish pit). They count down at the APB clock, divided by 1,
/// 16 or 256, or on rising edges of GPIO n - 1, reload on underflow and then interrupt until CLR is written. *Not modelled:* the
/// erratum of the first IXP2800 about timers 2 and 3.
/// </summary>
public sealed class TimerBlock : RegisterBlock, IEventTarget
{
    public const int Count = 4;

    private const int ControlBase = 0x00;
    private const int LoadBase = 0x10;
    private const int CountBase = 0x20;
    private const int ClearBase = 0x30;
    private const int WatchdogEnable = 0x40;
    private const int Watchdog = 3;
    private const uint Activate = 1 << 7;
    private const uint PrescaleMask = 3 << 2;
    private const uint GpioClock = 3 << 2;

    private readonly EventQueue _events;
    private readonly InterruptController _interrupts;
    private readonly int _cycleTicks;
    private readonly ApbTimer[] _timers = new ApbTimer[Count];
    private readonly Register[] _controls = new Register[Count];
    private readonly Register _watchdogEnable;
    private readonly short _id;

    internal TimerBlock(EventQueue events, InterruptController interrupts, int apbCycleTicks)
        : base("timers", 0x44)
    {
        _events = events;
        _interrupts = interrupts;
        _cycleTicks = apbCycleTicks;
        _id = events.Register(this);
        for (int n = 0; n < Count; n++)
        {
            string number = (n + 1).ToString(CultureInfo.InvariantCulture);
            _controls[n] = Registers.Add(
                ControlBase + (4 * n), $"T{number}_CTL", "31:8 -; 7 ACTIVATE rw; 6:4 -; 3:2 PRESCALE rw; 1:0 -");
            Registers.Add(LoadBase + (4 * n), $"T{number}_CLD", "31:0 LOAD rw", uint.MaxValue);
            Registers.Add(CountBase + (4 * n), $"T{number}_CSR", "31:0 COUNT ro", uint.MaxValue);
            Registers.Add(ClearBase + (4 * n), $"T{number}_CLR", "31:1 -; 0 CLEAR wo");
            _timers[n].Reset();
        }

        _watchdogEnable = Registers.Add(WatchdogEnable, "TWDE", "31:1 -; 0 ENABLE rw");
    }

    /// <summary>Timer 4 has run out with TWDE set.</summary>
    public Action? WatchdogExpired { get; set; }

    /// <inheritdoc/>
    public override void OnRead(Register register)
    {
        if (register.Offset is >= CountBase and < ClearBase)
        {
            register.Value = _timers[(register.Offset - CountBase) >> 2].Count(_events.Now);
        }
    }

    /// <inheritdoc/>
    public override void OnWrite(Register register, uint written, uint before)
    {
        int n = (register.Offset >> 2) & 3;
        switch (register.Offset & ~0xc)
        {
            case ControlBase:
                _timers[n].SetPace(_events.Now, CountTicks(register.Value));
                break;
            case LoadBase:
                _timers[n].SetLoad(_events.Now, register.Value);
                break;
            case ClearBase when (written & 1) != 0:
                _timers[n].IsPending = false;
                _interrupts.Drive(InterruptSource.Timer1 + n, false);
                break;
            case WatchdogEnable:
                n = Watchdog;
                break;
        }

        Plan(n);
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int n = (int)e.A;
        if (_timers[n].Expiry == e.Time)
        {
            _timers[n].Expiry = Ticks.Never;
            Expire(n);
        }
    }

    /// <inheritdoc/>
    public override void Sync(StateVisitor visitor)
    {
        base.Sync(visitor);
        for (int n = 0; n < Count; n++)
        {
            _timers[n].Sync(visitor);
        }
    }

    /// <summary>A GPIO line has risen, now.</summary>
    internal void OnRisingEdge(int line)
    {
        if (line < Count && (_controls[line].Value & (Activate | PrescaleMask)) == (Activate | GpioClock)
            && _timers[line].CountEdge())
        {
            Expire(line);
        }
    }

    private long CountTicks(uint control) => (control & Activate) == 0 ? 0 : (control & PrescaleMask) switch
    {
        0 => _cycleTicks,
        1 << 2 => 16L * _cycleTicks,
        2 << 2 => 256L * _cycleTicks,
        _ => 0,
    };

    // A timer whose interrupt is pending needs no event, unless its end resets the chip.
    private void Plan(int n)
    {
        ref ApbTimer timer = ref _timers[n];
        long next = timer.IsPending && !IsWatchdog(n) ? Ticks.Never : timer.NextUnderflow(_events.Now);
        if (next != timer.Expiry)
        {
            timer.Expiry = next;
            if (next != Ticks.Never)
            {
                _events.Schedule(next, _id, 0, n);
            }
        }
    }

    private void Expire(int n)
    {
        _timers[n].IsPending = true;
        _interrupts.Drive(InterruptSource.Timer1 + n, true);
        if (IsWatchdog(n))
        {
            WatchdogExpired?.Invoke();
        }

        Plan(n);
    }

    private bool IsWatchdog(int n) => n == Watchdog && _watchdogEnable.Value != 0;
}
