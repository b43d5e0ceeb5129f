using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.Instructions;

/// <summary>Takes instruction words apart once, for the interpreter: finds the row and the fastest micro-op for its operands.</summary>
public sealed class Predecoder
{
    private const MicroOp General = MicroOp.DataProcessing;

    // By operation (bits 24:21).
    private static readonly MicroOp[] SetsFlags =
    [
        MicroOp.Ands, MicroOp.Eors, MicroOp.Subs, MicroOp.Rsbs, MicroOp.Adds, MicroOp.Adcs, MicroOp.Sbcs, MicroOp.Rscs,
        MicroOp.Tst, MicroOp.Teq, MicroOp.Cmp, MicroOp.Cmn, MicroOp.Orrs, MicroOp.Movs, MicroOp.Bics, MicroOp.Mvns,
    ];

    private static readonly MicroOp[] Lsr =
    [
        MicroOp.AndLsr, MicroOp.EorLsr, MicroOp.SubLsr, General, MicroOp.AddLsr, General, General, General,
        General, General, General, General, MicroOp.OrrLsr, MicroOp.MovLsr, General, General,
    ];

    private static readonly MicroOp[] Asr =
    [
        MicroOp.AndAsr, MicroOp.EorAsr, MicroOp.SubAsr, General, MicroOp.AddAsr, General, General, General,
        General, General, General, General, MicroOp.OrrAsr, MicroOp.MovAsr, General, General,
    ];

    private static readonly MicroOp[] Ror =
    [
        MicroOp.AndRor, MicroOp.EorRor, General, General, MicroOp.AddRor, General, General, General,
        General, General, General, General, MicroOp.OrrRor, MicroOp.MovRor, General, General,
    ];

    private static readonly MicroOp[] MovsShifted = [MicroOp.MovsLsl, MicroOp.MovsLsr, MicroOp.MovsAsr, General];

    private static readonly MicroOp[] MovShiftedByRegister =
    [
        MicroOp.MovLslRegister, MicroOp.MovLsrRegister, MicroOp.MovAsrRegister, General,
    ];


    private readonly byte[] _issue;
    private readonly CodeInstruction[] _thumb = new CodeInstruction[0x10000];
    private readonly bool[] _thumbKnown = new bool[0x10000];

    public Predecoder(PipelineTiming timing)
    {
        _issue = [.. Enum.GetValues<TimingClass>().Select(t => (byte)timing.IssueCycles(t))];
    }

    /// <summary>For those who need no timing.</summary>
    internal static Predecoder Default { get; } = new(new PipelineTiming());

    /// <summary>An ARM word.</summary>
    public CodeInstruction Arm(uint word) => Decode(InstructionTable.FindArm(word), word);

    /// <summary>A Thumb halfword.</summary>
    public CodeInstruction Thumb(uint halfword)
    {
        if (!_thumbKnown[halfword])
        {
            _thumb[halfword] = DecodeThumb(halfword);
            _thumbKnown[halfword] = true;
        }

        return _thumb[halfword];
    }

    /// <summary>The second of two neighbours shifts or doubles the result of the first.</summary>
    public static bool IsShifterWaiting(in CodeInstruction first, in CodeInstruction second)
    {
        if (first.Row < 0 || second.Row < 0 || !InstructionTable.Arm[first.Row].Has(InstructionFlags.WritesD))
        {
            return false;
        }

        InstructionRow row = InstructionTable.Arm[second.Row];
        return (row.Has(InstructionFlags.ShiftsM) && second.S != 0 && second.M == first.D)
            || (row.Has(InstructionFlags.DoublesN) && second.N == first.D);
    }

    private static void DecodeData(ref CodeInstruction code, OperandFormat format, uint word)
    {
        uint operation = word >> 21 & 0xf;
        bool setsFlags = (word & 1 << 20) != 0;
        bool isCompare = operation is >= 8 and <= 11;
        bool isLogical = operation is 0 or 1 or 8 or 9 or >= 12;
        bool isMove = operation is 13 or 15;
        code.D = isCompare ? CodeInstruction.Zero : code.D;
        code.N = isMove ? CodeInstruction.Zero : code.N;
        uint type = word >> 5 & 3;
        uint amount = word >> 7 & 31;
        code.Immediate = word;
        code.Op = General;
        if (code.D == 15)
        {
            bool isPlainMove = (word & 0x0fff_fff0) == 0x01a0_f000 && (word & 0xf) != 15;
            code.Op = isPlainMove ? MicroOp.MovPc : General;
            return;
        }

        if (format == OperandFormat.DataShiftedByRegister)
        {
            code.Op = operation == 13 && !setsFlags ? MovShiftedByRegister[type] : General;
            return;
        }

        bool carryFromShifter;
        if (format == OperandFormat.DataImmediate)
        {
            int rotate = (int)(word >> 8 & 0xf) * 2;
            code.M = CodeInstruction.Zero;
            code.S = 0;
            carryFromShifter = rotate != 0;
            if (!(setsFlags && isLogical && carryFromShifter))
            {
                code.Immediate = uint.RotateRight(word & 0xff, rotate);
                code.Op = Plain(operation, setsFlags);
            }

            return;
        }

        code.S = (byte)amount;
        if (type == 0)
        {
            carryFromShifter = amount != 0;
            if (!(setsFlags && isLogical && carryFromShifter))
            {
                code.Immediate = 0;
                code.Op = Plain(operation, setsFlags);
                return;
            }
        }

        if (amount == 0)
        {
            // LSR and ASR by 32, RRX: rare. They count as shifts for the timing.
            code.S = 32;
        }
        else if (setsFlags)
        {
            code.Op = operation == 13 ? MovsShifted[type] : General;
        }
        else
        {
            code.Op = type switch { 1 => Lsr[operation], 2 => Asr[operation], 3 => Ror[operation], _ => General };
        }
    }

    private static MicroOp Plain(uint operation, bool setsFlags) => setsFlags
        ? SetsFlags[operation]
        : operation < 8 ? (MicroOp)((uint)MicroOp.And + operation) : (MicroOp)((uint)MicroOp.Orr + operation - 12);

    private static void DecodeTransfer(ref CodeInstruction code, InstructionRow row, uint word)
    {
        bool isPre = (word & 1 << 24) != 0;
        bool isUp = (word & 1 << 23) != 0;
        bool writesBack = (word & 1 << 21) != 0;
        bool isDual = row.Format is OperandFormat.DualImmediate or OperandFormat.DualRegister;
        bool isHalf = isDual || row.Format is OperandFormat.HalfImmediate or OperandFormat.HalfRegister;
        bool isLoad = (word & 1 << 20) != 0;
        code.Immediate = word;
        uint offset = 0;
        bool isSimple = true;
        switch (row.Format)
        {
            case OperandFormat.TransferImmediate:
                offset = word & 0xfff;
                code.M = CodeInstruction.Zero;
                code.S = 0;
                break;
            case OperandFormat.HalfImmediate:
            case OperandFormat.DualImmediate:
                offset = (word >> 4 & 0xf0) | (word & 0xf);
                code.M = CodeInstruction.Zero;
                code.S = 0;
                break;
            case OperandFormat.TransferRegister:
                code.S = (byte)(word >> 7 & 31);
                isSimple = isUp && (word & 0x60) == 0;
                break;
            default:
                code.S = 0;
                isSimple = isUp;
                break;
        }

        bool hasBaseChange = !isPre || writesBack;
        isSimple &= !(hasBaseChange && (code.N == 15 || code.N == code.D));
        if (row.Op == MicroOp.Ldr && code.D == 15 && isSimple && !hasBaseChange)
        {
            code.Immediate = isUp ? offset : 0 - offset;
            code.Op = MicroOp.LdrPc;
            return;
        }

        isSimple &= !(isLoad && code.D == 15);
        isSimple &= isPre || !writesBack || isHalf;
        isSimple &= !isDual || (code.D < 14 && !(hasBaseChange && code.N == code.D + 1));
        if (!isSimple)
        {
            code.Op = isDual ? MicroOp.TransferDual : isHalf ? MicroOp.TransferHalf : MicroOp.Transfer;
            return;
        }

        code.Immediate = isUp ? offset : 0 - offset;
        code.Op = (MicroOp)((int)row.Op + (isPre ? writesBack ? 1 : 0 : 2));
    }

    private CodeInstruction Decode(InstructionRow? row, uint word)
    {
        CodeInstruction code = new() { Op = MicroOp.Undefined, Immediate = word, Row = -1, IssueCycles = 1 };
        if (row is null)
        {
            return code;
        }

        code.Op = row.Op;
        code.Row = (short)row.Index;
        code.IssueCycles = _issue[(int)row.Timing];
        foreach (int shift in row.RegisterShifts)
        {
            uint register = word >> shift & 0xf;
            code.Hazards |= register == 15 ? CodeInstruction.ReadsPc : 1u << (int)register;
        }

        if (row.Pattern.IsConditional)
        {
            code.Hazards |= (word >> 28 ^ 14) << CodeInstruction.ConditionShift;
        }

        code.N = (byte)(word >> 16 & 0xf);
        code.D = (byte)(word >> 12 & 0xf);
        code.M = (byte)(word & 0xf);
        code.S = (byte)(word >> 8 & 0xf);
        switch (row.Format)
        {
            case OperandFormat.DataImmediate:
            case OperandFormat.DataShiftedByConstant:
            case OperandFormat.DataShiftedByRegister:
                DecodeData(ref code, row.Format, word);
                break;
            case OperandFormat.Multiply:
                (code.D, code.N) = (code.N, code.D);
                break;
            case OperandFormat.TransferImmediate:
            case OperandFormat.TransferRegister:
            case OperandFormat.HalfImmediate:
            case OperandFormat.HalfRegister:
                DecodeTransfer(ref code, row, word);
                break;
            case OperandFormat.DualImmediate:
            case OperandFormat.DualRegister:
                DecodeTransfer(ref code, row, word);
                code.Op = (word & 1 << 12) != 0 ? MicroOp.Undefined : code.Op;
                code.Hazards |= code.D == 14 ? CodeInstruction.ReadsPc : 2u << code.D & 0xffff;
                break;
            case OperandFormat.Multiple:
                code.Op = (word & 0xffff) == 0 || code.N == 15 ? MicroOp.Undefined : code.Op;
                code.Hazards |= (word & 0x7fff) | ((word & 0x8000) != 0 ? CodeInstruction.ReadsPc : 0);
                break;
            case OperandFormat.Branch:
                DecodeBranch(ref code, row, word);
                break;
        }

        return code;
    }

    private static void DecodeBranch(ref CodeInstruction code, InstructionRow row, uint word)
    {
        code.Immediate = (uint)((int)(word << 8) >> 6) + 8;
        uint condition = word >> 28;
        if (row.Op == MicroOp.Branch && condition != 14)
        {
            code.Op = (MicroOp)((uint)MicroOp.BranchEq + condition);
            code.Hazards = 0;
        }
        else if (row.Op == MicroOp.BranchLinkExchange)
        {
            code.Immediate += word >> 23 & 2;
        }
    }

    private CodeInstruction DecodeThumb(uint halfword)
    {
        InstructionRow? row = InstructionTable.FindThumb(halfword);
        if (row?.Equivalent is { } equivalent)
        {
            uint word = equivalent.Fill(row.Pattern, halfword);
            CodeInstruction same = Decode(InstructionTable.FindArm(word), word);
            same.Hazards |= row.Has(InstructionFlags.AlignsPc) ? CodeInstruction.AlignsPc : 0;
            return same;
        }

        CodeInstruction code = new()
        {
            Op = row?.Op ?? MicroOp.Undefined,
            Immediate = halfword,
            Row = -1,
            IssueCycles = row is null ? (byte)1 : _issue[(int)row.Timing],
        };
        switch (row?.Format)
        {
            case OperandFormat.ThumbConditionalBranch:
                code.Op = (MicroOp)((uint)MicroOp.BranchEq + (halfword >> 8 & 0xf));
                code.Immediate = (uint)((int)(halfword << 24) >> 23) + 4;
                break;
            case OperandFormat.ThumbBranch:
                code.Immediate = (uint)((int)(halfword << 21) >> 20) + 4;
                break;
            case OperandFormat.ThumbBranchHalf:
                code.Hazards = 1 << 14;
                code.Immediate = row.Op == MicroOp.ThumbLinkPrefix
                    ? (uint)((int)(halfword << 21) >> 9) + 4
                    : (halfword & 0x7ff) << 1;
                break;
        }

        return code;
    }
}
