using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>
/// Runs one context of a program that only computes: enough of the reference's section 3 to see what an assembled
/// program means, written for these tests alone.
/// </summary>
internal sealed class MiniEngine
{
    private readonly uint[] _a = new uint[16];
    private readonly uint[] _b = new uint[16];
    private uint _previousA;
    private bool _negative;
    private bool _zero;
    private bool _carry;
    private bool _overflow;

    public uint[] SIn { get; } = new uint[16];

    public uint[] SOut { get; } = new uint[16];

    /// <summary>Runs from address 0 until control leaves the program.</summary>
    public static MiniEngine Run(MicrocodeImage image, params uint[] inputs)
    {
        MiniEngine engine = new();
        inputs.CopyTo(engine.SIn, 0);
        foreach (InitialRegister initial in image.InitialRegisters)
        {
            engine.Write(initial.Register, initial.Value);
        }

        int pc = 0;
        int steps = 0;
        while (pc < image.Words.Length)
        {
            Assert.IsTrue(InstructionDecoder.TryDecode(image.Words[pc], out DecodedInstruction instruction));
            Assert.IsLessThan(1_000_000, ++steps, "program does not end");
            Assert.AreEqual(0, instruction.Defer, "deferred instructions are beyond this engine");
            pc = engine.Step(instruction, pc);
        }

        return engine;
    }

    private int Step(DecodedInstruction i, int pc)
    {
        uint a = Read(i.A);
        uint b = Read(i.B);
        if (i.Row.Timing == TimingClass.Branch)
        {
            return Taken(i, a) ? i.Target : pc + 1;
        }

        if (i.Op is >= MicroOp.ShfB and <= MicroOp.ShfOr)
        {
            b = Shift(i, b);
        }

        uint result = 0;
        _overflow = _carry = false;
        switch (i.Op)
        {
            case MicroOp.Nop:
                return pc + 1;
            case MicroOp.Immed:
                Write(i.Dest, i.Immediate);
                return pc + 1;
            case MicroOp.ImmedW0 or MicroOp.ImmedW1:
                Write(i.Dest, (a & ~i.ImmediateMask) | i.Immediate);
                return pc + 1;
            case MicroOp.AluB or MicroOp.ShfB:
                result = b;
                break;
            case MicroOp.AluNotB or MicroOp.ShfNotB:
                result = ~b;
                break;
            case MicroOp.AluAnd or MicroOp.ShfAnd:
                result = a & b;
                break;
            case MicroOp.AluOr or MicroOp.ShfOr:
                result = a | b;
                break;
            case MicroOp.AluXor:
                result = a ^ b;
                break;
            case MicroOp.AluNotAnd or MicroOp.ShfNotAnd:
                result = ~a & b;
                break;
            case MicroOp.AluAndNot or MicroOp.ShfAndNot:
                result = a & ~b;
                break;
            case MicroOp.AluAdd:
                result = Add(a, b, 0);
                break;
            case MicroOp.AluSub:
                result = Add(a, ~b, 1);
                break;
            case MicroOp.AluReverseSub:
                result = Add(b, ~a, 1);
                break;
            default:
                Assert.Fail($"{i.Row.Title} is beyond this engine");
                break;
        }

        _previousA = a;
        _negative = (int)result < 0;
        _zero = result == 0;
        Write(i.Dest, result);
        return pc + 1;
    }

    private uint Add(uint left, uint right, uint carry)
    {
        ulong sum = (ulong)left + right + carry;
        _carry = sum > uint.MaxValue;
        _overflow = (int)((left ^ (uint)sum) & (right ^ (uint)sum)) < 0;
        return (uint)sum;
    }

    private uint Shift(DecodedInstruction i, uint value) => i.Shift switch
    {
        ShiftKind.Left => value << i.ShiftAmount,
        ShiftKind.Right => value >> i.ShiftAmount,
        ShiftKind.RotateRight => uint.RotateRight(value, i.ShiftAmount),
        ShiftKind.LeftIndirect => value << (int)(_previousA & 31),
        ShiftKind.RightIndirect => value >> (int)(_previousA & 31),
        _ => value,
    };

    private bool Taken(DecodedInstruction i, uint a) => i.Op switch
    {
        MicroOp.Br => true,
        MicroOp.BrEq => _zero,
        MicroOp.BrNe => !_zero,
        MicroOp.BrMi => _negative,
        MicroOp.BrPl => !_negative,
        MicroOp.BrCs => _carry,
        MicroOp.BrCc => !_carry,
        MicroOp.BrGe => _negative == _overflow,
        MicroOp.BrLt => _negative != _overflow,
        MicroOp.BrLe => _zero || _negative != _overflow,
        MicroOp.BrGt => !_zero && _negative == _overflow,
        MicroOp.BrBset => (a >> i.Parameter & 1) != 0,
        MicroOp.BrBclr => (a >> i.Parameter & 1) == 0,
        MicroOp.BrByteEqual => (a >> (8 * i.Parameter) & 0xff) == i.CompareValue,
        MicroOp.BrByteNotEqual => (a >> (8 * i.Parameter) & 0xff) != i.CompareValue,
        MicroOp.BrCtx => i.Parameter == 0,
        MicroOp.BrNotCtx => i.Parameter != 0,
        _ => throw new InvalidOperationException(i.Row.Title),
    };

    private uint Read(Operand operand) => operand.Kind switch
    {
        OperandKind.None => 0,
        OperandKind.GprA => _a[operand.Value],
        OperandKind.GprB => _b[operand.Value],
        OperandKind.SXfer => SIn[operand.Value],
        OperandKind.Constant => operand.Value,
        _ => throw new InvalidOperationException(operand.ToString()),
    };

    private void Write(Operand operand, uint value)
    {
        switch (operand.Kind)
        {
            case OperandKind.None:
                break;
            case OperandKind.GprA:
                _a[operand.Value] = value;
                break;
            case OperandKind.GprB:
                _b[operand.Value] = value;
                break;
            case OperandKind.SXfer:
                SOut[operand.Value] = value;
                break;
            default:
                throw new InvalidOperationException(operand.ToString());
        }
    }
}
