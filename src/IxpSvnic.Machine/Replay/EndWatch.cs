using IxpSvnic.Board.Wires;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Replay;

/// <summary>
/// Decides when a replay is over: at the first tick at which all input is sent and nothing is inside, or when nothing has moved for
/// the drain time after the wires' input has ended and every guest's next frame was due.
/// </summary>
internal sealed class EndWatch : IEventTarget
{
    private const int Check = 0;
    private const int Drain = 1;
    private const int AfterEverythingElse = 30000;

    private readonly SvNicMachine _machine;
    private readonly long _drainTicks;
    private readonly IReadOnlyList<GuestCaptureSource> _guestInputs;
    private readonly short _id;
    private long _checkedAt = -1;
    private bool _draining;

    public EndWatch(SvNicMachine machine, long drainTicks, IReadOnlyList<GuestCaptureSource> guestInputs)
    {
        _guestInputs = guestInputs;
        _machine = machine;
        _drainTicks = drainTicks;
        _id = machine.Events.RegisterObserver(this);
        foreach (WirePlayer player in machine.Players)
        {
            player.Ended = RequestCheck;
        }
    }

    /// <summary>The run ended because nothing moved any more.</summary>
    public bool TimedOut { get; private set; }

    private bool WiresHaveEnded => Array.TrueForAll(_machine.Players, p => p.HasFinished);

    /// <summary>Something happened that may be the last thing: looked at when this tick is over.</summary>
    public void RequestCheck()
    {
        long now = _machine.Events.Now;
        if (_checkedAt != now)
        {
            _checkedAt = now;
            _machine.Events.Schedule(now, _id, Check, priority: AfterEverythingElse);
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (!WiresHaveEnded)
        {
            return;
        }

        long now = _machine.Events.Now;
        bool guestsAreDone = GuestsAreDone();
        long quietSince = guestsAreDone
            ? _machine.Ledger.LastMovement
            : Math.Max(_machine.Ledger.LastMovement, LastDueOfGuests());
        if (guestsAreDone && _machine.Ledger.Outstanding == 0)
        {
            _machine.Kernel.RequestStop();
        }
        else if (e.Kind == Check)
        {
            if (!_draining)
            {
                _draining = true;
                _machine.Events.Schedule(Math.Max(now, quietSince) + _drainTicks, _id, Drain);
            }
        }
        else if (now - quietSince >= _drainTicks)
        {
            TimedOut = true;
            _machine.Kernel.RequestStop();
        }
        else
        {
            _machine.Events.Schedule(quietSince + _drainTicks, _id, Drain);
        }
    }

    // A guest whose frame is due but finds no room never ends its input; from then on nothing may move for the drain time.
    private long LastDueOfGuests()
    {
        long last = 0;
        for (int i = 0; i < _guestInputs.Count; i++)
        {
            if (!_guestInputs[i].HasEnded)
            {
                last = Math.Max(last, _guestInputs[i].DueTicks);
            }
        }

        return last;
    }

    private bool GuestsAreDone()
    {
        foreach (VifGuest guest in _machine.Hypervisor.Guests)
        {
            if (guest.Driver.Application is PlayerApplication { IsDone: false })
            {
                return false;
            }
        }

        return true;
    }
}
