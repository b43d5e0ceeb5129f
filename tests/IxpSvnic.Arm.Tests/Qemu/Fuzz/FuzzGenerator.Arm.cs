using System.Numerics;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <content>Items of ARM code.</content>
internal sealed partial class FuzzGenerator
{
    private static readonly FuzzKind[] LoopKinds = [FuzzKind.DataProcessing];

    private void ArmItem(int depth)
    {
        if (_random.Next(3) == 0)
        {
            ArmLiteral((uint)_random.Next(15), RandomValue());
        }

        FuzzClass drawn = Choose(_classes, c => depth == 0 || c.Kind is not (FuzzKind.Branch or FuzzKind.BranchExchange
            or FuzzKind.Jump or FuzzKind.Loop or FuzzKind.Island));
        uint word = Draw(drawn, FuzzExclusion.Arm);
        switch (drawn.Kind)
        {
            case FuzzKind.Swap:
                ArmLiteral(word >> 16 & 15, Aim((word >> 22 & 1) != 0 ? 1 : 4));
                _code.Word(word);
                break;
            case FuzzKind.Single:
                ArmSingle(word);
                break;
            case FuzzKind.Extra:
                ArmExtra(word);
                break;
            case FuzzKind.Multiple:
                ArmLiteral(word >> 16 & 15, MultipleBase(word, Aim(4)));
                _code.Word(word);
                break;
            case FuzzKind.Branch:
                Skip(over => _code.Word(word, FixupKind.ArmBranch, over));
                break;
            case FuzzKind.BranchExchange:
                Skip(over =>
                {
                    _code.Word(0xe28f_0000 | ((word & 15) << 12), FixupKind.ArmPcAdd, over);
                    _code.Word(word);
                });
                break;
            case FuzzKind.Jump:
                Skip(over => ArmJump(word >> 28, over));
                break;
            case FuzzKind.Loop:
                ArmLoop(word >> 12 & 15);
                break;
            case FuzzKind.Island:
                Island(word >> 12 & 15);
                break;
            case FuzzKind.AccumulatorRead:
                _code.Word(word);
                uint high = word >> 16 & 15;
                _code.Word((_options.UsesMia ? 0xe200_0000u : 0xe200_00ffu) | (high << 16) | (high << 12));
                break;
            default:
                _code.Word(word);
                break;
        }

        if (IsDense)
        {
            Checkpoint(isThumb: false);
        }
    }

    private void ArmSingle(uint word)
    {
        uint target = Aim((word >> 22 & 1) != 0 ? 1 : 4);
        uint offset = word & 0xfff;
        if ((word >> 25 & 1) != 0)
        {
            uint index = RandomValue();
            bool carry = _random.Next(2) != 0;
            offset = Shifted(index, (int)(word >> 5 & 3), (int)(word >> 7 & 31), carry);
            ArmLiteral(word & 15, index);
            _code.Word(0xe328_f000 | (carry ? 0x202u : 0));
        }

        AimBase(word, target, offset);
        _code.Word(word);
    }

    private void ArmExtra(uint word)
    {
        bool isLoad = (word >> 20 & 1) != 0;
        int alignment = (word >> 5 & 3) switch
        {
            1 => 2,
            2 => isLoad ? 1 : 8,
            _ => isLoad ? 2 : 8,
        };
        uint target = Aim(alignment);
        uint offset = (word >> 4 & 0xf0) | (word & 15);
        if ((word >> 22 & 1) == 0)
        {
            offset = RandomValue();
            ArmLiteral(word & 15, offset);
        }

        AimBase(word, target, offset);
        _code.Word(word);
    }

    private void AimBase(uint word, uint target, uint offset)
    {
        bool isPre = (word >> 24 & 1) != 0;
        bool isUp = (word >> 23 & 1) != 0;
        ArmLiteral(word >> 16 & 15, isPre ? isUp ? target - offset : target + offset : target);
    }

    // The base for which the lowest register lies at an address.
    private static uint MultipleBase(uint word, uint lowest)
    {
        uint bytes = 4 * (uint)BitOperations.PopCount(word & 0xffff);
        return (word >> 23 & 3) switch
        {
            1 => lowest,
            3 => lowest - 4,
            0 => lowest + bytes - 4,
            _ => lowest + bytes,
        };
    }

    private static uint Shifted(uint value, int type, int amount, bool carry) => type switch
    {
        0 => value << amount,
        1 => amount == 0 ? 0 : value >> amount,
        2 => (uint)((int)value >> (amount == 0 ? 31 : amount)),
        _ => amount == 0 ? (value >> 1) | (carry ? 0x8000_0000 : 0) : BitOperations.RotateRight(value, amount),
    };

    private void Skip(Action<int> branch)
    {
        int over = _code.NewLabel();
        branch(over);
        for (int i = _random.Next(3); i >= 0; i--)
        {
            ArmItem(1);
        }

        _code.Bind(over);
    }

    private void ArmJump(uint condition, int over)
    {
        uint c = condition << 28;
        uint through = (uint)_random.Next(15);
        switch (_random.Next(6))
        {
            case 0:
                _code.Word(0xe28f_0000 | (through << 12), FixupKind.ArmPcAdd, over);
                _code.Word(c | 0x01a0_f000 | through);
                break;
            case 1:
                _code.Word(0xe28f_0000 | (through << 12), FixupKind.ArmPcAdd, over);
                _code.Word(c | 0x0000_f000 | (through << 16) | through);
                break;
            case 2:
                _code.Word(0xe28f_0000 | (through << 12), FixupKind.ArmPcAdd, over);
                _code.Word(c | 0x0240_f000 | (through << 16));
                break;
            case 3:
                _code.Word(c | 0x028f_f000, FixupKind.ArmPcAdd, over);
                break;
            case 4:
                _code.Word(c | 0x059f_f000, FixupKind.ArmLoad, PoolLabel(0, over));
                break;
            default:
                ArmLoadMultipleJump(c, over, 0);
                break;
        }
    }

    private void ArmLoadMultipleJump(uint condition, int target, uint thumbBit)
    {
        uint list = (uint)_random.NextUInt64() & 0x7fff;
        uint mode = (uint)_random.Next(4) << 23;
        uint writeBack = (uint)_random.Next(2) << 21;
        uint pointer = (uint)_random.Next(15);
        uint value = (pointer + 1 + (uint)_random.Next(14)) % 15;
        if (writeBack != 0)
        {
            list &= ~(1u << (int)pointer);
        }

        uint word = condition | 0x0810_8000 | mode | writeBack | (pointer << 16) | list;
        uint lowest = Aim(4);
        uint cell = lowest + (4 * (uint)BitOperations.PopCount(list));
        ArmLiteral(pointer, cell);
        ArmLiteral(value, thumbBit, target);
        _code.Word(0xe580_0000 | (pointer << 16) | (value << 12));
        ArmLiteral(pointer, MultipleBase(word, lowest));
        _code.Word(word);
    }

    private void ArmLoop(uint counter)
    {
        _code.Word(0xe3a0_0002 | (counter << 12) | (uint)_random.Next(4));
        int top = _code.BindNew();
        for (int i = _random.Next(4); i >= 0; i--)
        {
            FuzzClass drawn = Choose(_classes, c => LoopKinds.Contains(c.Kind));
            uint word;
            do
            {
                word = Draw(drawn, FuzzExclusion.Arm);
            }
            while ((word >> 12 & 15) == counter);
            _code.Word(word);
        }

        _code.Word(0xe250_0001 | (counter << 16) | (counter << 12));
        _code.Word(0x1a00_0000, FixupKind.ArmBranch, top);
    }

    // ARM code, a stretch of Thumb code, ARM code again.
    private void Island(uint through)
    {
        int island = _code.NewLabel();
        switch (_random.Next(5))
        {
            case 0:
                _code.Word(0xe28f_0001 | (through << 12));
                _code.Word(0xe12f_ff10 | through);
                break;
            case 1:
                _code.Word(0xe28f_0001 | (through << 12));
                _code.Word(0xe12f_ff30 | through);
                break;
            case 2:
                _code.Word(0xfa00_0000, FixupKind.ArmBranchExchange, island);
                if (_random.Next(2) == 0)
                {
                    _code.Half(0x46c0);
                }

                break;
            case 3:
                _code.Word(0xe59f_f000, FixupKind.ArmLoad, PoolLabel(1, island));
                break;
            default:
                ArmLoadMultipleJump(0xe000_0000, island, 1);
                break;
        }

        _code.Bind(island);
        for (int i = _random.Next(8); i >= 0; i--)
        {
            ThumbItem(0);
        }

        ThumbExit();
        FlushPool();
    }
}
