using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>A memory system on a test bus, driven as the interpreter does: waits, starts again, ends instructions.</summary>
internal sealed class MemoryBench : IDisposable
{
    public const uint Tables = 0x4000;
    public const uint CoarseTable = 0x8000;
    public const uint FineTable = 0x9000;

    public MemoryBench(bool asynchronous = false, XscaleParameters? parameters = null)
    {
        parameters ??= new XscaleParameters();
        Bus = new TestBus(asynchronous);
        Memory = new XscaleMemory(Bus, parameters.Caches);
        Coprocessors = new SystemCoprocessors(Memory, parameters);
    }

    public TestBus Bus { get; }

    public XscaleMemory Memory { get; }

    public SystemCoprocessors Coprocessors { get; }

    /// <summary>Tables at 4000, every domain client, and what else is on: M, C, I by default.</summary>
    public void TurnOn(uint control = 0x1005)
    {
        Memory.TranslationTableBase = Tables;
        Memory.DomainAccess = 0x5555_5555;
        Memory.Control = Memory.Control | control;
    }

    /// <summary>A 1 MB section; attributes as X, C, B.</summary>
    public void MapSection(uint address, uint physical, int attributes, int permission = 3, int domain = 0) => Bus.SetWord(
        Tables + (address >> 20) * 4,
        (physical & 0xfff0_0000) | (uint)(attributes >> 2) << 12 | (uint)permission << 10 | (uint)domain << 5 | (uint)(attributes & 3) << 2 | 2);

    /// <summary>A 4 KB extended small page of the coarse table.</summary>
    public void MapPage(uint address, uint physical, int attributes, int permission = 3, int domain = 0)
    {
        Bus.SetWord(Tables + (address >> 20) * 4, CoarseTable | (uint)domain << 5 | 1);
        Bus.SetWord(
            CoarseTable + (address >> 12 & 0xff) * 4,
            (physical & 0xffff_f000) | (uint)(attributes >> 2) << 6 | (uint)permission << 4 | (uint)(attributes & 3) << 2 | 3);
    }

    /// <summary>One instruction: the accesses in it are made again from the first when one waits. Returns how it ended.</summary>
    public AccessOutcome Execute(Func<XscaleMemory, bool> instruction)
    {
        long start = Memory.Cycle;
        for (int tries = 0; tries < 1000; tries++)
        {
            Bus.DeliverUntil(Memory, Memory.Cycle);
            if (instruction(Memory))
            {
                if (Memory.HasKeptAnswers)
                {
                    Memory.EndInstruction();
                }

                return AccessOutcome.Done;
            }

            if (Memory.Outcome != AccessOutcome.Wait)
            {
                return Memory.Outcome;
            }

            Memory.Cycle = start;
            while (Memory.IsWaiting)
            {
                Bus.DeliverNext(Memory);
            }
        }

        throw new AssertFailedException("the instruction never ends");
    }

    public uint Load(uint address, int bytes = 4)
    {
        uint value = 0;
        Assert.AreEqual(AccessOutcome.Done, Execute(m => TryLoad(m, address, bytes, out value)), $"load of {address:x8}");
        return value;
    }

    public void Store(uint address, uint value, int bytes = 4) =>
        Assert.AreEqual(AccessOutcome.Done, Execute(m => TryStore(m, address, bytes, value)), $"store to {address:x8}");

    public uint Swap(uint address, uint value, int bytes = 4)
    {
        uint old = 0;
        Assert.AreEqual(AccessOutcome.Done, Execute(m => m.Swap(address, bytes, value, out old)), $"swap of {address:x8}");
        return old;
    }

    /// <summary>The code slot of an address.</summary>
    public int Fetch(uint address)
    {
        int slot = -1;
        Assert.AreEqual(AccessOutcome.Done, Execute(m => (slot = m.FetchSlow(address)) >= 0), $"fetch of {address:x8}");
        return slot;
    }

    public unsafe uint FetchWord(uint address) => Memory.CodeWords(Fetch(address))[address >> 2 & 7];

    /// <summary>MCR p15.</summary>
    public CoprocessorOutcome Cp15(byte crn, byte crm, byte opcode2, uint value)
    {
        CoprocessorOutcome outcome = CoprocessorOutcome.Wait;
        Execute(_ => (outcome = Coprocessors.Write(new CoprocessorRegister(15, 0, crn, crm, opcode2), true, value))
            != CoprocessorOutcome.Wait);
        return outcome;
    }

    /// <summary>MRC p15.</summary>
    public uint Cp15(byte crn, byte crm, byte opcode2)
    {
        Assert.AreEqual(
            CoprocessorOutcome.Done, Coprocessors.Read(new CoprocessorRegister(15, 0, crn, crm, opcode2), true, out uint value));
        return value;
    }

    public void Clean(uint address) => Cp15(7, 10, 1, address);

    public void Invalidate(uint address) => Cp15(7, 6, 1, address);

    public void Drain() => Cp15(7, 10, 4, 0);

    /// <summary>What Linux does: allocate every line from a range that nothing uses, twice 32 KB in turn.</summary>
    public void CleanAll(ref uint area)
    {
        area = 0xfffe_0000 | ((area ^ 0x8000) & 0x8000);
        for (uint line = 0; line < 0x8000; line += 32)
        {
            Cp15(7, 2, 5, area + line);
        }

        Drain();
    }

    public static bool TryLoad(XscaleMemory memory, uint address, int bytes, out uint value) => bytes switch
    {
        4 => memory.Load32(address, out value),
        2 => memory.Load16(address, out value),
        _ => memory.Load8(address, out value),
    };

    public static bool TryStore(XscaleMemory memory, uint address, int bytes, uint value) => bytes switch
    {
        4 => memory.Store32(address, value),
        2 => memory.Store16(address, value),
        _ => memory.Store8(address, value),
    };

    public void Dispose() => Memory.Dispose();
}
