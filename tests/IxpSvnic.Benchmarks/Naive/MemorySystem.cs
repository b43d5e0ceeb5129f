using IxpSvnic.Chip;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Memory.Dram;
using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Chip.Memory.Sram;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Chip.Shac;
using IxpSvnic.Chip.Shac.Cap;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>The chip's memories and buses without engines: what either kind of engine is put on.</summary>
internal sealed class MemorySystem : IStateful, IAccessFaultSink
{
    public MemorySystem(
        EventQueue events, Ixp2400Timing timing, IMicroengineInbox inbox, ICommandSource[] engines, long bytes)
    {
        ChassisFabric fabric = new(events, new FrameLedger(), timing, inbox);
        ScratchTiming scratchTiming = new();
        ShacPipe pipe = new(fabric, scratchTiming);
        HashEngine hash = new(fabric, pipe, new HashTiming());
        Scratch = new Scratchpad(fabric, pipe, scratchTiming, this);
        Sram =
        [
            new SramChannel(fabric, new SramTiming(), 0, bytes, this),
            new SramChannel(fabric, new SramTiming(), 1, bytes, this),
        ];
        MediaSwitchFabric msf = new(fabric, new MsfTiming());
        Dram = new DramController(fabric, new DramTiming(), bytes, msf, this);
        Cap = new CsrAccessProxy(fabric, pipe, new CapTiming(), Scratch, hash, this);
        CommandRouter router = new([.. Sram], Scratch, Dram, hash, msf, Cap, Scratch);
        Buses = [new(fabric, engines[..4], router, 0), new(fabric, engines[4..], router, 1)];
    }

    public CommandBus[] Buses { get; }

    public Scratchpad Scratch { get; }

    public SramChannel[] Sram { get; }

    public DramController Dram { get; }

    public CsrAccessProxy Cap { get; }

    /// <summary>Fills the memories from a seed.</summary>
    public void Fill(ulong seed)
    {
        SeededRandom random = new(seed);
        foreach (Sim.Memory.FlatMemory memory in (Sim.Memory.FlatMemory[])
            [Scratch.Memory, Sram[0].Memory, Sram[1].Memory, Dram.Memory])
        {
            for (uint address = 0; address < memory.Length; address += 4)
            {
                memory.WriteWord(address, (uint)random.NextUInt64());
            }
        }
    }

    public void OnFault(in AccessFault fault) => throw new InvalidOperationException(fault.ToString());

    public void Sync(StateVisitor visitor)
    {
        foreach (CommandBus bus in Buses)
        {
            visitor.Visit(bus);
        }

        visitor.Visit(Scratch);
        visitor.Visit(Sram[0]);
        visitor.Visit(Sram[1]);
        visitor.Visit(Dram);
    }
}
