using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>
/// The CAP's registers and what they do: thread messages, self-destruct, inter-thread signals, XScale interrupts,
/// scratch ring registers, hash multipliers, global control. Offsets from C000_4000 (reference 2.3, 2.4, 9.4).
/// </summary>
public sealed class CapRegisterFile : IRegisterOwner, IStateful
{
    /// <summary>Writer of accesses that no microengine thread makes.</summary>
    public const int NoThread = -1;

    private readonly Scratchpad _scratch;
    private readonly HashEngine _hash;
    private readonly ICapEffects _effects;
    private readonly uint[] _messages = new uint[64];
    private ulong _pending;
    private int _writer = NoThread;
    private long _executed;

    internal CapRegisterFile(Scratchpad scratch, HashEngine hash, ICapEffects effects)
    {
        _scratch = scratch;
        _hash = hash;
        _effects = effects;
        Bank = CapRegisters.Declare(this);
    }

    /// <summary>For display and lookup; accesses go through <see cref="Read"/> and <see cref="Write"/>.</summary>
    public RegisterBank Bank { get; }

    /// <summary>Signals and messages for or from threads that do not exist.</summary>
    public long Ignored { get; private set; }

    /// <summary>Reads a register with the effects of reading.</summary>
    public uint Read(int offset)
    {
        uint value = Bank.Read(offset);
        if (offset is CapRegisters.SelfDestruct0 or CapRegisters.SelfDestruct1)
        {
            Bank.At(offset)!.Value = 0;
        }
        else if (offset is >= CapRegisters.MessageClear and < CapRegisters.MessageClear + CapRegisters.MessageSpan
            && Bank.At(offset) is not null)
        {
            int thread = ThreadAt(offset - CapRegisters.MessageClear);
            _messages[thread] = 0;
            _pending &= ~(1UL << thread);
        }

        return value;
    }

    /// <summary>Writes a register for a thread (engine index * 8 + context) or <see cref="NoThread"/>.</summary>
    public void Write(int offset, uint value, int thread, long executed)
    {
        _writer = thread;
        _executed = executed;
        Bank.Write(offset, value);
    }

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
        int offset = register.Offset;
        switch (offset)
        {
            case CapRegisters.Summary0:
                register.Value = (uint)_pending;
                break;
            case CapRegisters.Summary1:
                register.Value = (uint)(_pending >> 32);
                break;
            case >= CapRegisters.MessageClear and < CapRegisters.MessageClear + CapRegisters.MessageSpan:
                register.Value = _messages[ThreadAt(offset - CapRegisters.MessageClear)];
                break;
            case >= CapRegisters.MessageRead and < CapRegisters.RingBase:
                register.Value = _messages[ThreadAt(offset - CapRegisters.MessageRead)];
                break;
            case >= CapRegisters.RingBase and < CapRegisters.HashMultipliers:
                ScratchRing ring = _scratch.Ring((offset - CapRegisters.RingBase) >> 4);
                register.Value = (offset & 0xc) switch
                {
                    0 => ring.Base,
                    4 => ring.Head,
                    _ => ring.Tail,
                };
                break;
        }
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        int offset = register.Offset;
        switch (offset)
        {
            case CapRegisters.ThreadMessage:
                LeaveMessage(written);
                break;
            case CapRegisters.SelfDestruct0 or CapRegisters.SelfDestruct1:
                register.Value = before | written;
                break;
            case CapRegisters.InterthreadSignal:
                SendSignal(written);
                break;
            case CapRegisters.XscaleIntA or CapRegisters.XscaleIntB:
                Interrupt(offset == CapRegisters.XscaleIntB);
                break;
            case >= CapRegisters.RingBase and < CapRegisters.HashMultipliers:
                _scratch.WriteRingRegister(
                    (offset - CapRegisters.RingBase) >> 4, (offset >> 2) & 3, register.Value);
                break;
            case >= CapRegisters.HashMultipliers and < CapRegisters.GlobalControl:
                _hash.SetMultiplier((offset - CapRegisters.HashMultipliers) >> 2, register.Value);
                break;
            case >= CapRegisters.GlobalControl and < CapRegisters.XscaleIntA:
                // A restart bit reads 0 but must be seen once.
                uint seen = register.Value | RestartBit(register, written);
                _effects.ChangeGlobalControl(offset - CapRegisters.GlobalControl, seen, before);
                break;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Bank);
        visitor.Block(_messages);
        visitor.Value(ref _pending);
    }

    private static uint RestartBit(Register register, uint written) =>
        register.Offset == CapRegisters.GlobalControl + 4 ? written & 0x40 : 0;

    private static int ThreadAt(int offset) => (MeNumber.ToIndex(offset >> 5) << 3) | (offset >> 2 & 7);

    private void LeaveMessage(uint message)
    {
        if (_writer == NoThread)
        {
            Ignored++;
            return;
        }

        _messages[_writer] = message;
        _pending |= 1UL << _writer;
    }

    private void SendSignal(uint word)
    {
        int me = MeNumber.ToIndex((int)(word >> 7) & 0x1f);
        int signal = (int)word & 0xf;
        if (me < 0 || signal == 0)
        {
            Ignored++;
            return;
        }

        _effects.RaiseSignal(me, (int)(word >> 4) & 7, signal, _executed);
    }

    private void Interrupt(bool isB)
    {
        if (_writer == NoThread)
        {
            Ignored++;
            return;
        }

        _effects.InterruptXscale(isB, _writer >> 3, _writer & 7, _executed);
    }
}
