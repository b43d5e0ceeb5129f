using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Kernel;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>Engines on their command buses, one memory behind them, and the kernel.</summary>
internal sealed class EngineBench : IStateful, IReplyReceiver, IMicroengineObserver, IInstructionObserver
{
    public EngineBench(
        int engines = 1, long window = 0, long latency = 200, long occupancy = 0,
        Ixp2400Timing? timing = null, int sramChannels = 4)
    {
        Timing = timing ?? new Ixp2400Timing();
        Engines = [.. Enumerable.Range(0, engines).Select(i => new Microengine(i, Timing))];
        MicroengineInbox inbox = new(Engines);
        Fabric = new ChassisFabric(Events, new FrameLedger(), Timing, inbox);
        Memory = new FixedLatencyMemory(Fabric, latency, occupancy);
        ICommandTarget[] channels = [.. Enumerable.Repeat(Memory, sramChannels)];
        CommandRouter router = new(channels, Memory, Memory, Memory, Memory, Memory, Memory);
        Buses =
        [
            .. Engines.Chunk(4).Select((cluster, i) =>
                new CommandBus(Fabric, [.. cluster.Select(ICommandSource (e) => e)], router, i)
                {
                    OnUnroutable = command => Engines[command.Me].OnUnroutable(),
                }),
        ];
        foreach (Microengine engine in Engines)
        {
            engine.Connect(Buses[engine.Index / 4], this, this);
            engine.ConnectNeighbours(
                engine.Index > 0 ? Engines[engine.Index - 1] : null,
                engine.Index + 1 < engines ? Engines[engine.Index + 1] : null);
        }

        Kernel = new LookAheadKernel(
            Events, [.. Engines.Select(IRunAhead (e) => e)], Timing.InboundTicks, Timing.OutboundTicks, window);
    }

    public Ixp2400Timing Timing { get; }

    public EventQueue Events { get; } = new();

    public Microengine[] Engines { get; }

    public Microengine Engine => Engines[0];

    public ChassisFabric Fabric { get; }

    public CommandBus[] Buses { get; }

    public FixedLatencyMemory Memory { get; }

    public LookAheadKernel Kernel { get; }

    /// <summary>Instructions as (engine, cycle, context, address), when tracing.</summary>
    public List<(int Me, long Cycle, int Context, int Address)> Trace { get; } = [];

    public List<(int Slot, long Time, uint[] Data)> Replies { get; } = [];

    public List<(int Me, int Context, int Address, long Time)> Breakpoints { get; } = [];

    public List<(int Context, int Index, uint Value, long Time)> TracePoints { get; } = [];

    public List<MicroengineFault> Faults { get; } = [];

    public static EngineBench Running(
        string program, int contextMask = 1, uint mode = 0, long latency = 200, bool trace = true)
    {
        EngineBench bench = new(latency: latency);
        bench.Load(0, program, contextMask, mode);
        if (trace)
        {
            bench.Engine.InstructionObserver = bench;
        }

        return bench;
    }

    public void Load(int engine, string program, int contextMask = 1, uint mode = 0)
    {
        int contexts = (mode & CtxEnablesBits.FourContexts) != 0 ? 4 : 8;
        MicroengineDebugPort debug = Engines[engine].Debug;
        debug.SetMode(mode);
        debug.Load(Assembly.Program(program, contexts));
        debug.Start(contextMask);
        if (Engines.Any(e => e.UsesNeighbours))
        {
            Kernel.CoupledTicks = Timing.Cycles(Microengine.NeighbourCycles);
        }
    }

    public EngineBench RunCycles(long cycles)
    {
        Kernel.RunTo(Timing.Cycles(cycles));
        return this;
    }

    /// <summary>Cycles at which an address of engine 0 was executed.</summary>
    public long[] CyclesOf(int address, int context = 0) =>
        [.. Trace.Where(t => t.Address == address && t.Context == context).Select(t => t.Cycle)];

    public long CycleOf(int address, int context = 0) => CyclesOf(address, context)[0];

    public void OnReply(int slot, ReadOnlySpan<uint> data) => Replies.Add((slot, Events.Now, data.ToArray()));

    public void OnBreakpoint(Microengine engine, int context, int address) =>
        Breakpoints.Add((engine.Index, context, address, Events.Now));

    public void OnFault(Microengine engine, MicroengineFault fault) => Faults.Add(fault);

    public void OnTracePoint(Microengine engine, int context, int index, uint value, long time) =>
        TracePoints.Add((context, index, value, time));

    public void OnInstruction(Microengine engine, long time, int context, int address) =>
        Trace.Add((engine.Index, time / engine.CycleTicks, context, address));

    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Kernel);
        visitor.Visit(Events);
        visitor.Visit(Fabric);
        visitor.Visit(Memory);
        foreach (CommandBus bus in Buses)
        {
            visitor.Visit(bus);
        }

        foreach (Microengine engine in Engines)
        {
            visitor.Visit(engine);
        }
    }
}
