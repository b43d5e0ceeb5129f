using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// 4096 words of 40 bits with two parity bits above (bit 40 over 19:0, bit 41 over 39:20), kept predecoded as well. The
/// program counter has 13 bits: what lies beyond the store, or was never written, is an illegal instruction.
/// </summary>
internal sealed class ControlStore : IStateful
{
    public const int Words = 4096;

    public const ulong InstructionMask = 0xff_ffff_ffff;

    /// <summary>A reserved word with right parity: what the store holds before it is written.</summary>
    private const ulong Unwritten = InstructionMask;

    /// <summary>Parameter of an illegal predecoded instruction that stands for a traced one.</summary>
    public const byte Traced = 1;

    private readonly bool[] _traced = new bool[Words];
    private PredecodedInstruction[] _originals = [];
    private readonly ulong[] _words = new ulong[Words];
    private readonly PredecodedInstruction[] _code = new PredecodedInstruction[2 * Words];
    private int _contexts = 8;
    private bool _checksParity;

    public ControlStore()
    {
        Array.Fill(_words, Unwritten);
        Array.Fill(_code, Predecoder.Illegal);
    }

    /// <summary>The predecoded store, indexed with the 13-bit program counter.</summary>
    public ref PredecodedInstruction First => ref MemoryMarshal.GetArrayDataReference(_code);

    public ref PredecodedInstruction this[int address] => ref _code[address & ((2 * Words) - 1)];

    /// <summary>Bits 41:40 of a word with right parity.</summary>
    public static ulong Parity(ulong instruction) =>
        ((ulong)(BitOperations.PopCount(instruction & 0xf_ffff) & 1) << 40) |
        ((ulong)(BitOperations.PopCount(instruction & 0xff_fff0_0000) & 1) << 41);

    public ulong Read(int address) => _words[address & (Words - 1)];

    /// <summary>Stores 42 bits: instruction and parity.</summary>
    public void Write(int address, ulong word)
    {
        address &= Words - 1;
        _words[address] = word & 0x3ff_ffff_ffff;
        Predecode(address);
    }

    public bool HasRightParity(int address)
    {
        ulong word = _words[address & (Words - 1)];
        return word >> 40 == Parity(word & InstructionMask) >> 40;
    }

    /// <summary>Context mode and parity checking decide how words are predecoded.</summary>
    public void SetMode(int contexts, bool checksParity)
    {
        if (contexts != _contexts || checksParity != _checksParity)
        {
            bool all = contexts != _contexts;
            _contexts = contexts;
            _checksParity = checksParity;
            for (int i = 0; i < Words; i++)
            {
                if (all || !HasRightParity(i))
                {
                    Predecode(i);
                }
            }
        }
    }

    /// <summary>Lets the engine know when it reaches an address. Observes only: takes no time, is no state.</summary>
    public void Trace(int address)
    {
        if (_originals.Length == 0)
        {
            _originals = new PredecodedInstruction[Words];
        }

        _traced[address & (Words - 1)] = true;
        Predecode(address & (Words - 1));
    }

    public bool IsTraced(int address) => address < Words && _traced[address];

    /// <summary>The instruction at an address, traced or not.</summary>
    public ref readonly PredecodedInstruction Real(int address)
    {
        address &= (2 * Words) - 1;
        return ref address < Words && _traced[address] ? ref _originals[address] : ref _code[address];
    }

    /// <summary>What a traced address really holds.</summary>
    public ref PredecodedInstruction Original(int address) => ref _originals[address];

    /// <summary>Would a program use them?</summary>
    public static bool UsesNeighbours(MicrocodeImage image)
    {
        ControlStore store = new();
        store.SetMode(image.Contexts, checksParity: false);
        for (int i = 0; i < image.Words.Length; i++)
        {
            store.Write(i, image.Words[i]);
        }

        return store.UsesNeighbours(image.NextNeighbourSelf);
    }

    /// <summary>Some word uses next-neighbour registers or signals of the neighbouring engines.</summary>
    public bool UsesNeighbours(bool writesOwnRegisters)
    {
        for (int address = 0; address < Words; address++)
        {
            ref readonly PredecodedInstruction instruction =
                ref _traced[address] ? ref _originals[address] : ref _code[address];
            if (instruction.Op == MicroOp.LocalCsrWrite &&
                instruction.Target is LocalCsr.NextNeighbourSignal or LocalCsr.PrevNeighbourSignal)
            {
                return true;
            }

            if (!writesOwnRegisters && (instruction.Op is MicroOp.BrInpState or MicroOp.BrNotInpState
                ? instruction.Parameter < 2
                : Uses(in instruction)))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_words);
        if (visitor.IsRestoring)
        {
            for (int i = 0; i < Words; i++)
            {
                Predecode(i);
            }
        }
    }

    private static bool Uses(in PredecodedInstruction instruction) =>
        instruction.AccessA is OperandAccess.NnIndex or OperandAccess.NnIndexInc ||
        instruction.AccessB is OperandAccess.NnIndex or OperandAccess.NnIndexInc ||
        instruction.AccessDest is OperandAccess.NextNeighbour or OperandAccess.NnIndexInc;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Predecode(int address)
    {
        if (_checksParity && !HasRightParity(address))
        {
            _code[address] = new PredecodedInstruction { Op = MicroOp.Illegal, Flags = PredecodedFlags.Breakpoint };
        }
        else
        {
            ulong word = _words[address] & InstructionMask;
            _code[address] = word == Unwritten ? Predecoder.Illegal : Predecoder.Predecode(word, _contexts);
        }

        if (_traced[address])
        {
            _originals[address] = _code[address];
            _code[address] = new PredecodedInstruction { Op = MicroOp.Illegal, Parameter = Traced };
        }
    }
}
