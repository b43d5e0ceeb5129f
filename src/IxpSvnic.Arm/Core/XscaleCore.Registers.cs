using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    private const uint ModeBits = 0x1f;
    private const uint ThumbBit = 0x20;
    private const uint FiqMask = 0x40;
    private const uint IrqMask = 0x80;

    // Bank of a mode by its low four bits: user and system 0, FIQ 1, IRQ 2, supervisor 3, abort 4, undefined 5; -1 is no mode.
    private static ReadOnlySpan<sbyte> BankOfMode => [0, 1, 2, 3, -1, -1, -1, 4, -1, -1, -1, 5, -1, -1, -1, 0];

    /// <summary>A register of the running mode; 15 is <see cref="ProgramCounter"/>.</summary>
    public uint this[int register]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)register, 15u);
            return register == 15 ? ProgramCounter : _state->R[register];
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)register, 15u);
            if (register == 15)
            {
                ProgramCounter = value;
            }
            else
            {
                _state->R[register] = value;
            }
        }
    }

    /// <summary>Address of the next instruction.</summary>
    public uint ProgramCounter
    {
        get => _state->ProgramCounter;
        set
        {
            CloseTrail(_state->ProgramCounter, value & ~(IsThumb ? 1u : 3u));
            _state->ProgramCounter = value & ~(IsThumb ? 1u : 3u);
            _state->LineAddress = FilterEntry.Empty;
        }
    }

    public bool IsThumb => (_state->Control & ThumbBit) != 0;

    public ArmMode Mode => (ArmMode)(_state->Control & ModeBits);

    /// <summary>The current program status register. A mode that does not exist is not written.</summary>
    public uint Cpsr
    {
        get
        {
            CoreState* s = _state;
            return (s->Negative & 0x8000_0000) | (s->NotZero == 0 ? 1u << 30 : 0) | s->Carry << 29 | s->Overflow >> 31 << 28
                | s->Saturated << 27 | s->Control;
        }

        set
        {
            SetFlags(value);
            _state->Saturated = value >> 27 & 1;
            SetControl(value & 0xff);
        }
    }

    /// <summary>The saved status of the running mode; in User and System mode, which have none, reads the CPSR and is not written.</summary>
    public uint Spsr
    {
        get => Bank(_state->Control) == 0 ? Cpsr : _state->Spsr;
        set
        {
            if (Bank(_state->Control) != 0)
            {
                _state->Spsr = value;
            }
        }
    }

    /// <summary>The 40 bits of acc0.</summary>
    public ulong Accumulator => _state->Accumulator;

    private bool IsPrivileged => (_state->Control & 0xf) != 0;

    /// <summary>A register as a mode sees it.</summary>
    public uint GetBanked(ArmMode mode, int register) => *Banked(mode, register);

    /// <summary>Writes a register as a mode sees it.</summary>
    public void SetBanked(ArmMode mode, int register, uint value)
    {
        if (register == 15)
        {
            ProgramCounter = value;
        }
        else
        {
            *Banked(mode, register) = value;
        }
    }

    /// <summary>The SPSR of a mode.</summary>
    public uint GetBankedSpsr(ArmMode mode) =>
        Bank((uint)mode) == Bank(_state->Control) ? Spsr : _state->BankSpsr[Bank((uint)mode)];

    private static int Bank(uint mode) => BankOfMode[(int)(mode & 0xf)];

    private uint* Banked(ArmMode mode, int register)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)register, 15u);
        CoreState* s = _state;
        int bank = Bank((uint)mode);
        int running = Bank(s->Control);
        if (bank < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "no such mode");
        }

        if (register == 15)
        {
            return &s->ProgramCounter;
        }

        if (register is >= 8 and <= 12)
        {
            return (bank == 1) == (running == 1) ? &s->R[register] : &s->BankR8[register - 8];
        }

        return register < 8 || bank == running
            ? &s->R[register]
            : register == 13 ? &s->BankR13[bank] : &s->BankR14[bank];
    }

    private void SetFlags(uint status)
    {
        CoreState* s = _state;
        s->Negative = status & 0x8000_0000;
        s->NotZero = ~status & 1u << 30;
        s->Carry = status >> 29 & 1;
        s->Overflow = status << 3 & 0x8000_0000;
    }

    private void NormaliseFlags() => SetFlags(Cpsr);

    private void SetControl(uint control)
    {
        CoreState* s = _state;
        int from = Bank(s->Control);
        int to = (control & 0x10) != 0 ? Bank(control) : -1;
        if (to < 0)
        {
            control = (control & ~ModeBits) | (s->Control & ModeBits);
            to = from;
        }

        if (from != to)
        {
            s->BankR13[from] = s->R[13];
            s->BankR14[from] = s->R[14];
            s->BankSpsr[from] = s->Spsr;
            s->R[13] = s->BankR13[to];
            s->R[14] = s->BankR14[to];
            s->Spsr = s->BankSpsr[to];
            if (from == 1 || to == 1)
            {
                for (int i = 0; i < 5; i++)
                {
                    (s->R[8 + i], s->BankR8[i]) = (s->BankR8[i], s->R[8 + i]);
                }
            }
        }

        bool changesPrivilege = (control & 0xf) == 0 != ((s->Control & 0xf) == 0);
        if (changesPrivilege || ((control ^ s->Control) & ThumbBit) != 0)
        {
            s->LineAddress = FilterEntry.Empty;
        }

        s->Control = control;
        if (changesPrivilege)
        {
            ApplyPrivilege();
        }
    }

    private void ApplyPrivilege()
    {
        _memory.SetPrivilege(IsPrivileged);
        RefreshFromMemory();
    }
}
