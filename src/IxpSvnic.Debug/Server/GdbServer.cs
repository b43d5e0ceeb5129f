using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Debug.Protocol;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Server;

/// <summary>
/// The debugger on the simulating thread: between slices it takes what the line has brought, and while the program stands still it
/// keeps the caller waiting, so that no simulated time passes. The program waits at its entry for the first debugger. One
/// that detaches or loses its connection leaves the program running without stop points; the next one stops it where it is.
/// </summary>
public sealed class GdbServer : ICoreDebugger, IRunControl
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly IDebuggerLink _link;
    private readonly ICoreTarget _target;
    private readonly Func<bool> _isStopWanted;
    private readonly Queue<byte> _input = new();
    private RemoteSession? _session;
    private State _state;
    private bool _isKilled;

    /// <summary><paramref name="isStopWanted"/> ends the waiting for a debugger, and the run.</summary>
    public GdbServer(IDebuggerLink link, ICoreTarget target, Func<bool> isStopWanted)
    {
        _link = link;
        _target = target;
        _isStopWanted = isStopWanted;
    }

    private enum State
    {
        Halted,
        Running,

        /// <summary>Runs to the end of the instruction in hand, to stand still then.</summary>
        Halting,
    }

    /// <inheritdoc/>
    public bool IsRunning => _state != State.Halted;

    /// <inheritdoc/>
    public StopEvent LastStop { get; private set; } = StopEvent.Step;

    /// <inheritdoc/>
    public bool IsStepping => _target.IsStepping;

    /// <inheritdoc/>
    public bool Attend()
    {
        while (!_isKilled)
        {
            if (_state == State.Halting)
            {
                if (!_target.IsAtBoundary)
                {
                    return true;
                }

                Halt(new StopEvent(StopCause.Signal, StopSignal.Interrupt));
            }

            if (_input.TryDequeue(out byte value))
            {
                _session?.Take(value);
            }
            else if (_link.TryTake(_state == State.Halted ? Patience : TimeSpan.Zero, out LinkEvent next))
            {
                Take(in next);
            }
            else if (_state != State.Halted)
            {
                return true;
            }
            else if (_isStopWanted())
            {
                return false;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void OnStop(RunExit exit)
    {
        if (_target.Explain(exit) is { } stop)
        {
            bool wasInterrupted = _state == State.Halting && exit == RunExit.Limit;
            Halt(wasInterrupted ? new StopEvent(StopCause.Signal, StopSignal.Interrupt) : stop);
        }
    }

    /// <inheritdoc/>
    public void OnFault(int signal, string problem)
    {
        _session?.Print($"{problem}\n");
        Halt(new StopEvent(StopCause.Signal, signal));
    }

    /// <inheritdoc/>
    public void OnExit(int exitCode)
    {
        LastStop = new StopEvent(StopCause.Exit, exitCode);
        _session?.Report(LastStop);
    }

    /// <inheritdoc/>
    public void Resume(bool single)
    {
        _target.Release(single);
        _state = State.Running;
    }

    /// <inheritdoc/>
    public void Interrupt()
    {
        if (!_target.IsAtBoundary)
        {
            _target.Release(single: true);
        }

        _state = State.Halting;
    }

    /// <inheritdoc/>
    public void Detach()
    {
        _session?.Close();
        _session = null;
        Resume(single: false);
    }

    /// <inheritdoc/>
    public void Kill() => _isKilled = true;

    private void Halt(in StopEvent stop)
    {
        _state = State.Halted;
        LastStop = stop;
        _session?.Report(in stop);
    }

    private void Take(in LinkEvent next)
    {
        switch (next.Kind)
        {
            case LinkEventKind.Connected:
                _session = new RemoteSession(_target, this, _link.Send);
                if (IsRunning)
                {
                    Interrupt();
                }

                break;
            case LinkEventKind.Disconnected:
                _input.Clear();
                if (_session is not null)
                {
                    Detach();
                }

                break;
            default:
                foreach (byte value in next.Bytes)
                {
                    _input.Enqueue(value);
                }

                break;
        }
    }
}
