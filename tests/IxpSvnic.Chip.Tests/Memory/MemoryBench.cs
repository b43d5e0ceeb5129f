using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Memory.Dram;
using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Chip.Memory.Sram;
using IxpSvnic.Chip.Shac;
using IxpSvnic.Chip.Shac.Cap;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>The memories on a fabric, with a command bus per cluster and scripted microengines.</summary>
internal sealed class MemoryBench : IStateful
{
    public MemoryBench(int pushFifoFullAt = 40)
    {
        Chip.PushFifoFullAt = pushFifoFullAt;
        Ledger = new FrameLedger();
        Fabric = new ChassisFabric(Events, Ledger, Chip, Inbox);
        Pipe = new ShacPipe(Fabric, ScratchTiming);
        Scratch = new Scratchpad(Fabric, Pipe, ScratchTiming, Faults);
        Sram = [new(Fabric, SramTiming, 0, 1 << 20, Faults), new(Fabric, SramTiming, 1, 1 << 20, Faults)];
        Dram = new DramController(Fabric, DramTiming, 1 << 24, Buffers, Faults);
        Hash = new HashEngine(Fabric, Pipe, HashTiming);
        Cap = new CsrAccessProxy(Fabric, Pipe, CapTiming, Scratch, Hash, Faults);
        Scripts = new CommandScript[8];
        for (int i = 0; i < 8; i++)
        {
            Scripts[i] = new CommandScript();
        }
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; }

    public Ixp2400Timing Chip { get; } = new();

    public ScratchTiming ScratchTiming { get; } = new();

    public SramTiming SramTiming { get; } = new();

    public DramTiming DramTiming { get; } = new();

    public HashTiming HashTiming { get; } = new();

    public CapTiming CapTiming { get; } = new();

    public RecordingInbox Inbox { get; } = new();

    public FaultLog Faults { get; } = new();

    public FakeBuffers Buffers { get; } = new();

    public ChassisFabric Fabric { get; }

    public ShacPipe Pipe { get; }

    public Scratchpad Scratch { get; }

    public SramChannel[] Sram { get; }

    public DramController Dram { get; }

    public HashEngine Hash { get; }

    public CsrAccessProxy Cap { get; }

    public CommandScript[] Scripts { get; }

    public static MeCommand Command(MicroOp op, uint address, int count = 1, int signal = 2, params uint[] data)
    {
        MeCommand command = new()
        {
            Op = op,
            Address = address,
            Count = (byte)count,
            Signal = (byte)signal,
            ByteMask = 0xff,
            DataWords = (byte)data.Length,
        };
        data.CopyTo((Span<uint>)command.Data);
        return command;
    }

    public static MeCommand CsrCommand(MicroOp op, int csr, uint value = 0, int count = 1, int signal = 2)
    {
        MeCommand command = Command(op, value, count, signal, value);
        command.Csr = (ushort)csr;
        return command;
    }

    public ICommandTarget Target(in MeCommand command) => command.Op switch
    {
        >= MicroOp.SramRead and <= MicroOp.SramRdQdescHead => Sram[command.Address >> 30],
        >= MicroOp.DramRead and <= MicroOp.DramTbufWr => Dram,
        >= MicroOp.CapReadCsr and <= MicroOp.CapWrite => Cap,
        >= MicroOp.Hash48 and <= MicroOp.Hash128 => Hash,
        _ => Scratch,
    };

    /// <summary>
    /// Issues a command alone on an idle chip and lets it end; returns microengine cycles from issue to a signal.
    /// </summary>
    public long Cycles(MeCommand command, int signal)
    {
        long issue = Issue(command);
        long time = Inbox.SignalTime(command.Me, command.Context, signal);
        return time < 0 ? -1 : (time - issue) / Chip.MeCycleTicks;
    }

    /// <summary>
    /// Issues a command 1000 cycles after the last thing that happened and runs until nothing is under way.
    /// </summary>
    public long Issue(MeCommand command)
    {
        Inbox.All.Clear();
        long grant = Chip.ChassisEdge(Events.Now + Chip.Cycles(1000));
        Events.RunTo(grant);
        command.DestMe = command.Me;
        command.DestContext = command.Context;
        command.Time = grant - Chip.OutboundTicks;
        int slot = Fabric.Pool.Add(in command);
        Target(in command).Accept(slot, grant + Chip.Cycles(Chip.CommandTransitCycles));
        Drain();
        return command.Time;
    }

    public void Drain()
    {
        while (Events.RunOne(long.MaxValue))
        {
        }
    }

    /// <summary>The longwords that the last command pushed.</summary>
    public uint[] Pushed() => [.. Inbox.Pushes.SelectMany(p => p.Data)];

    /// <summary>Runs all scripts through real command buses from now on.</summary>
    public void RunScripts()
    {
        CommandRouter router = new([.. Sram], Scratch, Dram, Hash, Scratch, Cap, Scratch);
        CommandBus[] buses =
        [
            new(Fabric, Scripts[..4], router, 0),
            new(Fabric, Scripts[4..], router, 1),
        ];
        foreach (CommandBus bus in buses)
        {
            bus.OnArrival();
        }

        Drain();
    }

    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Events);
        visitor.Visit(Ledger);
        visitor.Visit(Fabric);
        visitor.Visit(Pipe);
        visitor.Visit(Scratch);
        visitor.Visit(Sram[0]);
        visitor.Visit(Sram[1]);
        visitor.Visit(Dram);
        visitor.Visit(Hash);
        visitor.Visit(Cap);
    }
}
