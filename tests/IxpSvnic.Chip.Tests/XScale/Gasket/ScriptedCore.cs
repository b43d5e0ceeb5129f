using IxpSvnic.Arm.Bus;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.XScale.Gasket;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Kernel;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Tests.XScale.Gasket;

/// <summary>A chip whose XScale is a list of bus requests, each made when the answer to the one before has come.</summary>
internal sealed class ScriptedCore : IRunAhead, IMicroengineObserver, IAccessFaultSink
{
    private readonly EventQueue _events = new();
    private readonly LookAheadKernel _kernel;
    private bool _answered;
    private BusReply _reply;
    private BusRequest _request;
    private bool _wantsToAsk;

    public ScriptedCore(int windowCycles = 0)
    {
        FrameLedger ledger = new();
        Parameters.Config.DramBytes = 1 << 20;
        Chip = new Ixp2400(_events, ledger, Parameters, new PciBus("bus", _events, ledger, new PciTiming()), this, this);
        Chip.Debug.Write(0xc000_4a04, 1 << 8);
        _kernel = new LookAheadKernel(
            _events,
            [.. Chip.Engines, this],
            Parameters.Timing.InboundTicks,
            Parameters.Timing.OutboundTicks,
            Parameters.Timing.Cycles(windowCycles));
    }

    public Ixp2400Parameters Parameters { get; } = new();

    public Ixp2400 Chip { get; }

    public long LocalTime { get; private set; }

    public long NextActivity => _wantsToAsk ? LocalTime : Math.Max(LocalTime, Chip.Xscale.Gasket.Inbox.NextTime);

    public bool HeedsItsRequests => false;

    public long NextRequest => Chip.Xscale.Gasket.NextRequest;

    /// <summary>Cycles from the last request to its answer.</summary>
    public long Latency { get; private set; }

    public BusReply Ask(BusRequest request)
    {
        _request = request;
        _wantsToAsk = true;
        _answered = false;
        for (int i = 0; i < 100 && !_answered; i++)
        {
            _kernel.RunTo(_kernel.WorldTime + 20_000);
        }

        Assert.IsTrue(_answered, $"no answer to {request.Operation} at 0x{request.Address:x8}");
        return _reply;
    }

    public uint Load(uint address, int bytes = 4) =>
        Ask(new BusRequest { Operation = BusOperation.Read, Address = address, Bytes = (byte)bytes }).Data[0];

    public void Store(uint address, uint value, int bytes = 4)
    {
        int lane = (int)address & 31;
        BusRequest request = new()
        {
            Operation = BusOperation.Write,
            Address = address & ~31u,
            Mask = ((1u << bytes) - 1) << lane,
        };
        request.Data[lane >> 2] = value << (8 * (lane & 3));
        Ask(request);
    }

    public uint Swap(uint address, uint value)
    {
        BusRequest request = new() { Operation = BusOperation.Swap, Address = address, Bytes = 4 };
        request.Data[0] = value;
        return Ask(request).Data[0];
    }

    public void Run(long limit, long worldTime)
    {
        while (LocalTime < limit)
        {
            if (_wantsToAsk)
            {
                _wantsToAsk = false;
                _request.Cycle = LocalTime / 5;
                BusReply ignored = default;
                Chip.Xscale.Gasket.NotBefore = LocalTime;
                Chip.Xscale.Gasket.Submit(in _request, ref ignored);
            }

            LocalTime = Math.Min(limit, Math.Max(LocalTime, Chip.Xscale.Gasket.Inbox.NextTime));
            if (Chip.Xscale.Gasket.Inbox.NextTime <= LocalTime)
            {
                Take();
            }
        }
    }

    public void SkipTo(long time) => LocalTime = time;

    public void HandOver() => Chip.Xscale.Gasket.HandOver();

    public void OnBreakpoint(Microengine engine, int context, int address)
    {
    }

    public void OnFault(Microengine engine, MicroengineFault fault) => Assert.Fail(fault.ToString());

    public void OnFault(in AccessFault fault) => Assert.Fail(fault.ToString());

    public void OnTracePoint(Microengine engine, int context, int index, uint value, long time)
    {
    }

    private void Take()
    {
        GasketEntry entry = Chip.Xscale.Gasket.Inbox.First;
        Chip.Xscale.Gasket.Inbox.RemoveFirst();
        if (entry.Kind == GasketNotice.Answer && Chip.Xscale.Gasket.TakeAnswer(in entry, ref _reply, out _))
        {
            _answered = true;
            Latency = _reply.Cycle - _request.Cycle;
        }
    }
}
