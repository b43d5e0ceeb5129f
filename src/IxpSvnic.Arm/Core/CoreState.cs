using System.Runtime.InteropServices;
using IxpSvnic.Arm.Instructions;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Core;

/// <summary>
/// Everything the interpreter touches at every instruction, in one native block. The first part is the core's state; what follows
/// <see cref="LoadFilter"/> is derived from elsewhere and rebuilt.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CoreState
{
    public const int TrailLength = 16;

    public const int BranchTargets = 128;

    /// <summary>r0 to r15 of the running mode (r15 only while an instruction that reads it executes), then zero.</summary>
    public fixed uint R[20];

    /// <summary>Bit 31 is N.</summary>
    public uint Negative;

    /// <summary>Z is set when this is 0.</summary>
    public uint NotZero;

    /// <summary>C: 0 or 1.</summary>
    public uint Carry;

    /// <summary>Bit 31 is V.</summary>
    public uint Overflow;

    /// <summary>Q: 0 or 1.</summary>
    public uint Saturated;

    /// <summary>CPSR bits 7:0: I, F, T and mode.</summary>
    public uint Control;

    public uint Spsr;

    /// <summary>Address of the next instruction while no instruction executes.</summary>
    public uint ProgramCounter;

    /// <summary>r13, r14 and SPSR of the modes that do not run: user and system, FIQ, IRQ, supervisor, abort, undefined.</summary>
    public fixed uint BankR13[6];

    public fixed uint BankR14[6];

    public fixed uint BankSpsr[6];

    /// <summary>r8 to r12 of FIQ mode, or of the others while FIQ mode runs.</summary>
    public fixed uint BankR8[6];

    public long Cycle;

    /// <summary>Cycle at which a register's outstanding result can be used.</summary>
    public fixed long Ready[16];

    /// <summary>Bits 15:0: registers with outstanding results; bits 31:16 are ones.</summary>
    public uint Pending;

    /// <summary>Virtual line of the instructions being executed, or <see cref="FilterEntry.Empty"/>.</summary>
    public uint LineAddress;

    public int LineSlot;

    /// <summary>An instruction that waited must be executed before anything else happens.</summary>
    public uint MustRetry;

    public long MultiplierFree;

    /// <summary>The 40 bits of acc0.</summary>
    public ulong Accumulator;

    public uint IsIdle;

    public uint ExceptionsWithoutProgress;

    public uint BranchTargetGeneration;

    public uint Unused;

    /// <summary>The branch target buffer: see <see cref="BranchTarget"/>.</summary>
    public fixed ulong Targets[BranchTargets];

    // Statistics from here on.
    public long Retired;

    public long Branches;

    public long Mispredicts;

    public long DependencyStalls;

    public long PcChanges;

    public long RetiredAtException;

    public fixed long Exceptions[8];

    /// <summary>Starts and ends of the stretches of code executed last; the running one has no end yet.</summary>
    public fixed uint TrailStart[TrailLength];

    public fixed uint TrailEnd[TrailLength];

    public uint TrailIndex;

    public uint AlignTrail;

    // Derived from here on.
    public FilterEntry* LoadFilter;

    public FilterEntry* StoreFilter;

    public FilterEntry* FetchFilter;

    public uint ByteFlip;

    public uint HalfFlip;

    /// <summary>PC of an instruction = (its place in the decoded code SHR <see cref="PcShift"/>) + this.</summary>
    public uint PcBias;

    public int PcShift;

    /// <summary>What the program counter reads more than the instruction's address.</summary>
    public uint PcAhead;

    /// <summary>Where the running stretch of one line began, for counting.</summary>
    public CodeInstruction* Entry;

    public uint Target;

    /// <summary>Bit n: a line whose number modulo 64 is n may hold a breakpoint.</summary>
    public ulong BreakpointLines;

    public uint PredictsBranches;

    public uint MispredictCycles;

    public uint LoadDelay;

    public uint ShifterDelay;

    /// <summary>What a load of the program counter costs more than its issue.</summary>
    public uint LoadPcDelay;

    /// <summary>Where slow loads put what they loaded.</summary>
    public uint Loaded;

    /// <summary>Values of an LDM until all are there.</summary>
    public fixed uint Buffer[16];

    /// <summary>How slots must be decoded now, and how each is.</summary>
    public uint Decoding;

    public byte* DecodedAs;

    /// <summary>The decoded instructions of all slots.</summary>
    public CodeInstruction* Code;

    /// <summary>Those of the running line.</summary>
    public CodeInstruction* LineCode;
}
