using System.Numerics;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <content>Items of Thumb code.</content>
internal sealed partial class FuzzGenerator
{
    private const uint ThumbNop = 0x46c0;

    private static readonly string[] ThumbLoopClasses =
        ["T shift by immediate", "T ADD SUB register, three-bit immediate", "T MOV CMP ADD SUB immediate", "T data processing"];

    private uint LowRegister => (uint)_random.Next(8);

    private void ThumbItem(int depth)
    {
        if (_random.Next(3) == 0)
        {
            ThumbLiteral(LowRegister, RandomValue());
        }

        FuzzClass drawn = Choose(FuzzClass.Thumb, c => depth == 0 || c.Kind is not (FuzzKind.ThumbConditional or FuzzKind.ThumbBranch
            or FuzzKind.ThumbJump or FuzzKind.Loop));
        uint word = Draw(drawn, FuzzExclusion.Thumb);
        switch (drawn.Kind)
        {
            case FuzzKind.ThumbRegisterOffset:
                ThumbRegisterOffset(word);
                break;
            case FuzzKind.ThumbImmediateOffset:
                ThumbImmediateOffset(word);
                break;
            case FuzzKind.ThumbStack:
                ThumbStack(word);
                break;
            case FuzzKind.ThumbMultiple:
                ThumbLiteral(word >> 8 & 7, Aim(4));
                _code.Half(word);
                break;
            case FuzzKind.ThumbConditional:
                ThumbSkip(over => _code.Half(word, FixupKind.ThumbConditional, over));
                break;
            case FuzzKind.ThumbBranch:
                ThumbSkip(over => ThumbBranch((word & 1) != 0, over));
                break;
            case FuzzKind.ThumbJump:
                ThumbSkip(ThumbJump);
                break;
            case FuzzKind.Loop:
                ThumbLoop(word >> 8 & 7);
                break;
            default:
                _code.Half(word);
                break;
        }

        if (IsDense)
        {
            Checkpoint(isThumb: true);
        }
    }

    private void ThumbLiteral(uint register, uint value, int target = -1) =>
        _code.Half(0x4800 | (register << 8), FixupKind.ThumbPcRelative, PoolLabel(value, target));

    private void ThumbRegisterOffset(uint word)
    {
        int alignment = (word >> 9 & 7) switch
        {
            0 or 4 => 4,
            1 or 5 or 7 => 2,
            _ => 1,
        };
        uint index = RandomValue();
        ThumbLiteral(word >> 6 & 7, index);
        ThumbLiteral(word >> 3 & 7, Aim(alignment) - index);
        _code.Half(word);
    }

    private void ThumbImmediateOffset(uint word)
    {
        int size = word >> 12 == 8 ? 2 : (word >> 12 & 1) != 0 ? 1 : 4;
        ThumbLiteral(word >> 3 & 7, Aim(size) - ((word >> 6 & 31) * (uint)size));
        _code.Half(word);
    }

    private void ThumbStack(uint word)
    {
        uint target = Aim(4);
        bool isPush = word >> 12 == 11 && (word >> 11 & 1) == 0;
        uint stack = word >> 12 == 9
            ? target - ((word & 0xff) * 4)
            : isPush ? target + (4 * (uint)BitOperations.PopCount(word & 0x1ff)) : target;
        SetStack(stack);
        _code.Half(word);
    }

    private void SetStack(uint address)
    {
        uint through = LowRegister;
        ThumbLiteral(through, address);
        _code.Half(0x4685 | (through << 3));
    }

    private void ThumbSkip(Action<int> branch)
    {
        int over = _code.NewLabel();
        branch(over);
        for (int i = _random.Next(3); i >= 0; i--)
        {
            ThumbItem(1);
        }

        _code.Bind(over);
    }

    private void ThumbBranch(bool isLink, int over)
    {
        if (isLink)
        {
            _code.Half(0xf000, FixupKind.ThumbLong, over);
            _code.Half(0xf800);
        }
        else
        {
            _code.Half(0xe000, FixupKind.ThumbBranch, over);
        }
    }

    private void ThumbJump(int over)
    {
        uint through = LowRegister;
        switch (_random.Next(5))
        {
            case 0:
                ThumbLiteral(through, 1, over);
                _code.Half(0x4700 | (through << 3));
                break;
            case 1:
                ThumbLiteral(through, 1, over);
                _code.Half(0x4780 | (through << 3));
                break;
            case 2:
                ThumbLiteral(through, (uint)_random.Next(2), over);
                _code.Half(0x4687 | (through << 3));
                break;
            case 3:
                // add pc, Rm: the literal is the distance from the instruction after it, plus 4.
                uint place = _code.Here + 2;
                ThumbLiteral(through, unchecked((uint)-(int)(place + 4)), over);
                _code.Half(0x4487 | (through << 3));
                break;
            default:
                PopTo(over, 1);
                break;
        }
    }

    private void PopTo(int target, uint thumbBit)
    {
        uint list = (uint)_random.Next(256);
        uint lowest = Aim(4);
        uint pointer = LowRegister;
        uint value = (pointer + 1 + (uint)_random.Next(7)) & 7;
        ThumbLiteral(pointer, lowest + (4 * (uint)BitOperations.PopCount(list)));
        ThumbLiteral(value, thumbBit, target);
        _code.Half(0x6000 | (pointer << 3) | value);
        SetStack(lowest);
        _code.Half(0xbd00 | list);
    }

    private void ThumbLoop(uint counter)
    {
        _code.Half(0x2002 | (counter << 8) | (uint)_random.Next(2));
        int top = _code.BindNew();
        for (int i = _random.Next(4); i >= 0; i--)
        {
            FuzzClass drawn = Choose(FuzzClass.Thumb, c => ThumbLoopClasses.Contains(c.Name));
            uint word;
            do
            {
                word = Draw(drawn, FuzzExclusion.Thumb);
            }
            while ((word & 7) == counter || (word >> 8 & 7) == counter);
            _code.Half(word);
        }

        _code.Half(0x3801 | (counter << 8));
        _code.Half(0xd100, FixupKind.ThumbConditional, top);
    }

    // bx pc at a word boundary: to the ARM instruction after the halfword that follows.
    private void ThumbToArm()
    {
        _code.Align(4, ThumbNop);
        _code.Half(0x4778);
        _code.Half(ThumbNop);
    }

    private void ThumbExit()
    {
        int after = _code.NewLabel();
        uint through = LowRegister;
        switch (_random.Next(5))
        {
            case 0:
                _code.Half(0xf000, FixupKind.ThumbLongExchange, after);
                _code.Half(0xe800);
                break;
            case 1:
                _code.Half(0xa000 | (through << 8), FixupKind.ThumbPcRelative, after);
                _code.Half(0x4700 | (through << 3));
                break;
            case 2:
                _code.Half(0xa000 | (through << 8), FixupKind.ThumbPcRelative, after);
                _code.Half(0x4780 | (through << 3));
                break;
            case 3:
                PopTo(after, 0);
                break;
            default:
                ThumbToArm();
                break;
        }

        _code.Align(4, ThumbNop);
        _code.Bind(after);
    }
}
