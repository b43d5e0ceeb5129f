using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Microengines;

/// <summary>Control store word to <see cref="PredecodedInstruction"/>, for one context mode.</summary>
internal static class Predecoder
{
    /// <summary>Cycles lost by a context swap without filled slots.</summary>
    public const int SwapCycles = 2;

    public static PredecodedInstruction Illegal { get; } = new() { Op = MicroOp.Illegal };

    public static PredecodedInstruction Predecode(ulong word, int contexts)
    {
        if (!InstructionDecoder.TryDecode(word, out DecodedInstruction decoded))
        {
            return Illegal;
        }

        PredecodedInstruction result = new()
        {
            Op = decoded.Op,
            Shift = decoded.Shift,
            ShiftAmount = decoded.ShiftAmount,
            Defer = decoded.Defer,
            Parameter = decoded.Parameter,
            Target = decoded.Target,
            Immediate = decoded.Immediate,
            Mask = decoded.ImmediateMask,
        };
        (result.AccessA, result.A) = Source(decoded.A, contexts);
        (result.AccessB, result.B) = Source(decoded.B, contexts);
        (result.AccessDest, result.Dest) = Destination(decoded.Dest, contexts);
        if (PostModifies(result.AccessA) || PostModifies(result.AccessB) || PostModifies(result.AccessDest))
        {
            result.Flags |= PredecodedFlags.PostModifies;
        }

        result.FastDest = (result.Flags & PredecodedFlags.PostModifies) != PredecodedFlags.None
            ? OperandAccess.LocalMemory0
            : result.AccessDest;
        Specialise(in decoded, ref result, contexts);
        return result;
    }

    private static void Specialise(in DecodedInstruction decoded, ref PredecodedInstruction result, int contexts)
    {
        switch (decoded.Op)
        {
            case MicroOp.LdField or MicroOp.LdFieldClear:
                result.Mask = ByteMask(decoded.ByteMask);
                Set(ref result, PredecodedFlags.SetsConditionCodes, decoded.SetsConditionCodes);
                break;
            case >= MicroOp.Br and <= MicroOp.Jump:
                result.LostCycles = (byte)Math.Max(0, decoded.Stage + 2 - decoded.Defer);
                result.Value = decoded.CompareValue;
                break;
            case MicroOp.CtxArb:
                result.LostCycles = (byte)Math.Max(0, SwapCycles - decoded.Defer);
                result.Immediate = decoded.WakeupMask;
                Set(ref result, PredecodedFlags.Swaps, decoded.ResumesAtTarget);
                Set(ref result, PredecodedFlags.KeepsWakeupMask, decoded.KeepsWakeupMask);
                Set(ref result, PredecodedFlags.Breakpoint, decoded.Breakpoint);
                break;
            case MicroOp.CamLookup:
                result.Value = decoded.CamPointer;
                result.Parameter = decoded.CamRecord;
                break;
            case MicroOp.CrcBe or MicroOp.CrcLe:
                result.Value = (byte)decoded.CrcType;
                result.Parameter = (byte)decoded.CrcBytes;
                Set(ref result, PredecodedFlags.IsD, decoded.BitSwap);
                break;
            case MicroOp.LocalCsrRead or MicroOp.LocalCsrWrite:
                result.Target = decoded.Csr;
                break;
            case >= MicroOp.SramRead:
                SpecialiseCommand(in decoded, ref result, contexts);
                break;
        }
    }

    private static void SpecialiseCommand(in DecodedInstruction decoded, ref PredecodedInstruction result, int contexts)
    {
        Operand transfer = decoded.TransferRegister(contexts);
        result.LostCycles = (byte)Math.Max(0, SwapCycles - decoded.Defer);
        result.Parameter = decoded.Signal;
        result.Value = decoded.Count;
        result.Target = decoded.Csr;
        result.Dest = (ushort)(transfer.Value & (WindowSize(contexts) - 1));
        Set(ref result, PredecodedFlags.IsD, transfer.Kind == OperandKind.DXfer);
        Set(ref result, PredecodedFlags.Swaps, decoded.Swaps);
        Set(ref result, PredecodedFlags.IndirectRef, decoded.IndirectRef);
        Set(ref result, PredecodedFlags.SignalPair, decoded.Row.Flags.HasFlag(InstructionFlags.SignalPair));
    }

    private static void Set(ref PredecodedInstruction instruction, PredecodedFlags flag, bool value)
    {
        if (value)
        {
            instruction.Flags |= flag;
        }
    }

    private static int WindowSize(int contexts) => contexts == 4 ? 32 : 16;

    private static uint ByteMask(int mask) =>
        ((mask & 8) != 0 ? 0xff00_0000 : 0) | ((mask & 4) != 0 ? 0xff_0000u : 0) |
        ((mask & 2) != 0 ? 0xff00u : 0) | ((mask & 1) != 0 ? 0xffu : 0);

    private static bool PostModifies(OperandAccess access) => access
        is OperandAccess.LocalMemory0Inc or OperandAccess.LocalMemory0Dec
        or OperandAccess.LocalMemory1Inc or OperandAccess.LocalMemory1Dec
        or OperandAccess.SIndexInc or OperandAccess.SIndexDec
        or OperandAccess.DIndexInc or OperandAccess.DIndexDec
        or OperandAccess.NnIndexInc;

    private static (OperandAccess Access, ushort Place) Source(Operand operand, int contexts) => operand.Kind switch
    {
        OperandKind.None => (OperandAccess.Absolute, RegisterFile.Constants),
        OperandKind.Constant => (OperandAccess.Absolute, (ushort)(RegisterFile.Constants + (operand.Value & 0xff))),
        OperandKind.SXfer => Windowed(RegisterFile.SIn, operand, contexts),
        OperandKind.DXfer => Windowed(RegisterFile.DIn, operand, contexts),
        OperandKind.NextNeighbour => Windowed(RegisterFile.NextNeighbour, operand, contexts),
        _ => Either(operand, contexts),
    };

    private static (OperandAccess Access, ushort Place) Destination(Operand operand, int contexts) =>
        operand.Kind switch
        {
            OperandKind.None or OperandKind.Constant => (OperandAccess.Absolute, RegisterFile.Sink),
            OperandKind.SXfer => Windowed(RegisterFile.SOut, operand, contexts),
            OperandKind.DXfer => Windowed(RegisterFile.DOut, operand, contexts),
            OperandKind.NextNeighbour =>
                (OperandAccess.NextNeighbour, (ushort)(operand.Value & (WindowSize(contexts) - 1))),
            _ => Either(operand, contexts),
        };

    private static (OperandAccess Access, ushort Place) Either(Operand operand, int contexts) => operand.Kind switch
    {
        OperandKind.GprA => Windowed(RegisterFile.GprA, operand, contexts),
        OperandKind.GprB => Windowed(RegisterFile.GprB, operand, contexts),
        OperandKind.GprAAbsolute => (OperandAccess.Absolute, (ushort)(RegisterFile.GprA + (operand.Value & 127))),
        OperandKind.GprBAbsolute => (OperandAccess.Absolute, (ushort)(RegisterFile.GprB + (operand.Value & 127))),
        OperandKind.LocalMemory0 => (OperandAccess.LocalMemory0, (ushort)(operand.Value & 15)),
        OperandKind.LocalMemory1 => (OperandAccess.LocalMemory1, (ushort)(operand.Value & 15)),
        OperandKind.LocalMemory0PostInc => (OperandAccess.LocalMemory0Inc, 0),
        OperandKind.LocalMemory0PostDec => (OperandAccess.LocalMemory0Dec, 0),
        OperandKind.LocalMemory1PostInc => (OperandAccess.LocalMemory1Inc, 0),
        OperandKind.LocalMemory1PostDec => (OperandAccess.LocalMemory1Dec, 0),
        OperandKind.SIndex => (OperandAccess.SIndex, 0),
        OperandKind.SIndexInc => (OperandAccess.SIndexInc, 0),
        OperandKind.SIndexDec => (OperandAccess.SIndexDec, 0),
        OperandKind.DIndex => (OperandAccess.DIndex, 0),
        OperandKind.DIndexInc => (OperandAccess.DIndexInc, 0),
        OperandKind.DIndexDec => (OperandAccess.DIndexDec, 0),
        OperandKind.NnIndex => (OperandAccess.NnIndex, 0),
        OperandKind.NnIndexInc => (OperandAccess.NnIndexInc, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand.Kind, "unknown operand kind"),
    };

    private static (OperandAccess Access, ushort Place) Windowed(int file, Operand operand, int contexts) =>
        (OperandAccess.Windowed, (ushort)(file + (operand.Value & (WindowSize(contexts) - 1))));
}
