using IxpSvnic.Arm;
using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Chip.XScale.Gasket;
using IxpSvnic.Sim.Kernel;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.XScale;

/// <summary>
/// The XScale core in the chip, with a clock of its own (<see cref="IRunAhead"/>): runs ahead of the world between what the
/// gasket brings, sleeps while it waits for the bus or idles. Held in reset until something starts it.
/// </summary>
public sealed class XscaleProcessor : IRunAhead, IStateful, IStatisticsSource, IDisposable
{
    // Bit 7 of CP15 register 1.
    private const uint BigEndian = 1 << 7;

    private readonly XscaleGasket _gasket;
    private readonly XscaleMemory _memory;
    private readonly SystemCoprocessors _coprocessors;
    private readonly long _cycleTicks;
    private readonly long _inboundTicks;
    private readonly long _answerTicks;
    private long _localTime;
    private long _idleTicks;
    private bool _isRunning;
    private bool _isIdle;
    private bool _isHalted;
    private bool _isSingle;
    private RunExit _exit;

    public XscaleProcessor(XscaleGasket gasket, XscaleParameters parameters, Ixp2400Timing timing)
    {
        _gasket = gasket;
        _memory = new XscaleMemory(gasket, parameters.Caches);
        _coprocessors = new SystemCoprocessors(_memory, parameters);
        Core = new XscaleCore(_memory, _coprocessors, parameters.Pipeline);
        _cycleTicks = timing.MeCycleTicks;
        _inboundTicks = timing.InboundTicks;
        _answerTicks = timing.InboundTicks + timing.OutboundTicks;
    }

    public XscaleCore Core { get; }

    public XscaleMemory Memory => _memory;

    public SystemCoprocessors Coprocessors => _coprocessors;

    public XscaleGasket Gasket => _gasket;

    /// <summary>Out of reset.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>A debugger's stop or a semihosting call: the core stands still until <see cref="Resume"/>.</summary>
    public bool IsHalted => _isHalted;

    /// <summary>What halted it; <see cref="RunExit.Limit"/> after the one instruction that <see cref="Resume"/> was asked for.</summary>
    public RunExit HaltReason => _exit;

    /// <summary>Told when the core halts, in its own time: the receiver stops or pauses the kernel.</summary>
    public Action? Halted { get; set; }

    /// <summary>Core cycles spent asleep.</summary>
    public long IdleCycles => _idleTicks / _cycleTicks;

    /// <inheritdoc/>
    public long LocalTime => _localTime;

    /// <inheritdoc/>
    public long NextActivity => Math.Max(_localTime, CanExecute ? _localTime : _gasket.Inbox.NextTime);

    /// <inheritdoc/>
    public bool HeedsItsRequests => true;

    /// <inheritdoc/>
    public long NextRequest => _gasket.NextRequest;

    private bool CanExecute => _isRunning && !IsHalted && !_memory.IsWaiting && !(_isIdle && !Core.IrqLine && !Core.FiqLine);

    /// <summary>
    /// Releases the core from reset as a boot loader leaves it: Supervisor mode, interrupts masked, MMU and caches off, in a byte order.
    /// </summary>
    public void Start(uint programCounter, bool isBigEndian)
    {
        _memory.Reset();
        _memory.Control |= isBigEndian ? BigEndian : 0;
        Core.Reset(programCounter);
        _isRunning = true;
        _isIdle = false;
    }

    /// <summary>Goes on after a halt; <paramref name="isSingle"/>: halts again when one instruction is done.</summary>
    public void Resume(bool isSingle = false)
    {
        _isHalted = false;
        _isSingle = isSingle;
        _exit = RunExit.Limit;
    }

    /// <summary>Stops the core where it is, as a debugger's interrupt does.</summary>
    public void Halt()
    {
        _isHalted = true;
        _exit = RunExit.Breakpoint;
    }

    /// <inheritdoc/>
    public void Run(long limit, long worldTime)
    {
        while (_localTime < limit)
        {
            long next = _gasket.Inbox.NextTime;
            if (next <= _localTime)
            {
                TakeFirst();
            }
            else if (!CanExecute)
            {
                SkipTo(Math.Min(limit, next));
            }
            else
            {
                Execute(Math.Min(Math.Min(limit, next), _localTime + _answerTicks));
                if (_isHalted)
                {
                    return;
                }

                limit = Math.Min(limit, AnswerToNextRequest());
            }
        }
    }

    /// <inheritdoc/>
    public void SkipTo(long time)
    {
        _idleTicks += _isIdle ? time - _localTime : 0;
        _localTime = time;
    }

    /// <inheritdoc/>
    public void HandOver() => _gasket.HandOver();

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("xscale");
        visitor.Value(ref _localTime);
        visitor.Value(ref _isRunning);
        visitor.Value(ref _isIdle);
        visitor.Value(ref _isHalted);
        visitor.Value(ref _isSingle);
        visitor.Value(ref _exit);
        visitor.Visit(_memory);
        visitor.Visit(Core);                // reads settings of the memory when it is restored
        visitor.Visit(_coprocessors);
        visitor.Visit(_gasket);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _idleTicks);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("xscale.instructions", Core.InstructionsRetired);
        sheet.Count("xscale.idleCycles", IdleCycles);
        _memory.Report(sheet);
        _gasket.Report(sheet);
    }

    public void Dispose()
    {
        Core.Dispose();
        _memory.Dispose();
    }

    private long AnswerToNextRequest() =>
        _gasket.NextRequest == Ticks.Never ? Ticks.Never : _gasket.NextRequest + _inboundTicks;

    private void Execute(long stop)
    {
        long cycle = CeilingToCycle(_localTime);
        if (Core.Cycle < cycle)
        {
            Core.AdvanceTo(cycle);
        }

        _gasket.NotBefore = _localTime;
        _isIdle = false;
        RunExit exit = _isSingle ? Core.Step() : Core.Run(CeilingToCycle(stop));
        _localTime = Math.Max(_localTime, Core.Cycle * _cycleTicks);
        _gasket.DrivePerformanceInterrupt(_coprocessors.PerformanceInterrupt);
        switch (exit)
        {
            case RunExit.Limit when !_isSingle:
                _localTime = Math.Max(_localTime, stop);
                break;
            case RunExit.Wait:
                break;
            case RunExit.Idle:
                _isIdle = true;
                break;
            default:
                _isHalted = true;
                _isSingle = false;
                _exit = exit;
                Halted?.Invoke();
                break;
        }
    }

    private void TakeFirst()
    {
        GasketEntry entry = _gasket.Inbox.First;
        _gasket.Inbox.RemoveFirst();
        switch (entry.Kind)
        {
            case GasketNotice.Lines:
                Core.IrqLine = (entry.Argument & GasketInbox.Irq) != 0;
                Core.FiqLine = (entry.Argument & GasketInbox.Fiq) != 0;
                break;
            case GasketNotice.Reset when entry.Argument != 0:
                _isRunning = false;
                break;
            case GasketNotice.Reset:
                Start(0, isBigEndian: false);
                break;
            default:
                BusReply reply = default;
                _gasket.NotBefore = _localTime;
                if (_gasket.TakeAnswer(in entry, ref reply, out int token))
                {
                    Core.Complete(token, in reply);
                }

                break;
        }
    }

    private long CeilingToCycle(long tick) => (tick + _cycleTicks - 1) / _cycleTicks;
}
