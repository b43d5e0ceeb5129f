using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.Tests.Core;

/// <summary>A core with flat RAM; programs begin at <see cref="Start"/>.</summary>
internal sealed class TestCore : IDisposable
{
    public const uint Start = 0x1000;

    public TestCore(params uint[] program)
    {
        Core = new XscaleCore(Memory, Coprocessors, Timing);
        for (int i = 0; i < program.Length; i++)
        {
            Memory.SetWord(Start + 4 * (uint)i, program[i]);
        }

        Core.Reset(Start);
    }

    public FlatCoreMemory Memory { get; } = new();

    public NoCoprocessors Coprocessors { get; } = new();

    public PipelineTiming Timing { get; } = new();

    public XscaleCore Core { get; }

    public uint Flags => Core.Cpsr >> 28;

    public uint this[int register]
    {
        get => Core[register];
        set => Core[register] = value;
    }

    /// <summary>Puts Thumb halfwords at the start and goes into Thumb state.</summary>
    public TestCore Thumb(params uint[] halfwords)
    {
        for (int i = 0; i < halfwords.Length; i++)
        {
            Memory.SetHalf(Start + 2 * (uint)i, halfwords[i]);
        }

        Core.Cpsr |= 0x20;
        Core.ProgramCounter = Start;
        return this;
    }

    /// <summary>Executes so many instructions.</summary>
    public TestCore Step(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.AreEqual(RunExit.Limit, Core.Step());
        }

        return this;
    }

    /// <summary>Runs for so many cycles.</summary>
    public RunExit Run(long cycles) => Core.Run(Core.Cycle + cycles);

    public void Dispose()
    {
        Core.Dispose();
        Memory.Dispose();
    }
}
