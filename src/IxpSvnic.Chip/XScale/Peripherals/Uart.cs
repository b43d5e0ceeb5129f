using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// The UART, C003_0000: a 16550 with 64-byte FIFOs and the XScale's unit enable. A byte access reaches its register on any lane of
/// the word. The transmitter's interrupt is about an empty FIFO, not a half empty one (A85). *Not modelled:* modem lines (MSR reads
/// 0), DMA, breaks, parity and framing errors; parity and stop bits count in the time of a character only.
/// </summary>
public sealed class Uart : IPeripheral, IRegisterOwner, IEventTarget, IStateful, IStatisticsSource
{
    private const int Sent = 0;
    private const int Arrived = 1;
    private const int Silence = 2;
    private const int SilentCharacters = 4;

    private readonly EventQueue _events;
    private readonly InterruptController _interrupts;
    private readonly int _cycleTicks;
    private readonly UartRegisters _registers;
    private readonly UartFifo _transmit = new();
    private readonly UartFifo _receive = new();
    private readonly UartLine _line = new();
    private readonly short _id;
    private long _silentAt = Ticks.Never;
    private long _sentCount;
    private long _receivedCount;
    private long _lostCount;
    private byte _shifting;
    private bool _isSending;
    private bool _isArriving;
    private bool _isSilent;
    private bool _hasFifos;
    private bool _transmitPending;
    private bool _overrun;
    private int _trigger = 1;

    internal Uart(EventQueue events, InterruptController interrupts, int apbCycleTicks)
    {
        _events = events;
        _interrupts = interrupts;
        _cycleTicks = apbCycleTicks;
        _registers = new UartRegisters(this);
        _id = events.Register(this);
    }

    /// <summary>Told of every character at the end of its stop bit.</summary>
    public Action<byte>? Output { get; set; }

    /// <summary>For listings and tests.</summary>
    public RegisterBank Registers => _registers.Bank;

    /// <summary>For listings and tests.</summary>
    public RegisterBank DivisorRegisters => _registers.Divisor;

    /// <summary>Characters handed to <see cref="Receive"/> that have not yet arrived.</summary>
    public int WaitingInput => _line.Count;

    private int Depth => _hasFifos ? UartFifo.Depth : 1;

    private bool IsEnabled => (_registers.Ier.Value & UartRegisters.UnitEnable) != 0;

    private long CharacterTicks => _registers.CharacterCycles * _cycleTicks;

    /// <summary>Somebody outside sends a character from now on; characters follow each other at the line's speed.</summary>
    public void Receive(byte value)
    {
        _line.Add(value);
        if (!_isArriving)
        {
            _isArriving = true;
            _events.Schedule(_events.Now + CharacterTicks, _id, Arrived);
        }
    }

    /// <inheritdoc/>
    public uint Read(in PeripheralAccess access) => Bank(access.Offset, out int offset).Read(offset);

    /// <inheritdoc/>
    public void Write(in PeripheralAccess access, uint value) => Bank(access.Offset, out int offset).Write(offset, value);

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
        if (register == _registers.Rbr)
        {
            TakeReceived(register);
        }
        else if (register == _registers.Iir)
        {
            uint identity = Identity();
            register.Value = identity | (_hasFifos ? 0xc0u : 0);
            if (identity == 2)
            {
                _transmitPending = false;
                Settle();
            }
        }
        else if (register == _registers.Lsr)
        {
            bool isEmpty = _transmit.Count == 0;
            register.Value = (_receive.Count > 0 ? 1u : 0) | (_overrun ? 2u : 0) | (isEmpty ? 0x20u : 0)
                | (isEmpty && !_isSending ? 0x40u : 0);
            _overrun = false;
            Settle();
        }
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        if (register == _registers.Rbr)
        {
            Transmit((byte)written);
        }
        else if (register == _registers.Ier)
        {
            bool isNew = (register.Value & ~before & UartRegisters.TransmitEnable) != 0;
            _transmitPending |= isNew && _transmit.Count == 0;
        }
        else if (register == _registers.Iir)
        {
            ControlFifos(written);
        }

        Settle();
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        switch (e.Kind)
        {
            case Sent:
                EndSending();
                break;
            case Arrived:
                Arrive();
                break;
            default:
                _isSilent |= e.Time == _silentAt && _receive.Count > 0;
                break;
        }

        Settle();
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("uart");
        visitor.Visit(_registers.Bank);
        visitor.Visit(_registers.Divisor);
        _transmit.Sync(visitor);
        _receive.Sync(visitor);
        _line.Sync(visitor);
        visitor.Value(ref _silentAt);
        visitor.Value(ref _shifting);
        visitor.Value(ref _isSending);
        visitor.Value(ref _isArriving);
        visitor.Value(ref _isSilent);
        visitor.Value(ref _hasFifos);
        visitor.Value(ref _transmitPending);
        visitor.Value(ref _overrun);
        visitor.Value(ref _trigger);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _sentCount);
            visitor.Value(ref _receivedCount);
            visitor.Value(ref _lostCount);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("uart.sent", _sentCount);
        sheet.Count("uart.received", _receivedCount);
        sheet.Count("uart.lost", _lostCount);
    }

    private RegisterBank Bank(uint address, out int offset)
    {
        offset = (int)(address & (UartRegisters.Bytes - 4));
        bool isDivisor = offset <= UartRegisters.InterruptEnable
            && (_registers.Lcr.Value & UartRegisters.DivisorAccess) != 0;
        return isDivisor ? _registers.Divisor : _registers.Bank;
    }

    private void TakeReceived(Register register)
    {
        register.Value = _receive.Count > 0 ? _receive.Take() : 0u;
        WaitForSilence();
        Settle();
    }

    private void Transmit(byte value)
    {
        if (!IsEnabled || _transmit.Count == Depth)
        {
            _lostCount++;
            return;
        }

        _transmitPending = false;
        _transmit.Add(value);
        if (!_isSending)
        {
            StartSending();
        }
    }

    private void StartSending()
    {
        _shifting = (byte)(_transmit.Take() & _registers.CharacterMask);
        _isSending = true;
        _transmitPending |= _transmit.Count == 0;
        _events.Schedule(_events.Now + CharacterTicks, _id, Sent);
    }

    private void EndSending()
    {
        _isSending = false;
        _sentCount++;
        if ((_registers.Mcr.Value & UartRegisters.Loop) != 0)
        {
            Accept(_shifting);
        }
        else
        {
            Output?.Invoke(_shifting);
        }

        if (_transmit.Count > 0)
        {
            StartSending();
        }
    }

    private void Arrive()
    {
        byte value = _line.Take();
        if ((_registers.Mcr.Value & UartRegisters.Loop) == 0)
        {
            Accept((byte)(value & _registers.CharacterMask));
        }

        _isArriving = _line.Count > 0;
        if (_isArriving)
        {
            _events.Schedule(_events.Now + CharacterTicks, _id, Arrived);
        }
    }

    private void Accept(byte value)
    {
        if (!IsEnabled || _receive.Count == Depth)
        {
            _overrun |= IsEnabled;
            _lostCount++;
            return;
        }

        _receive.Add(value);
        _receivedCount++;
        WaitForSilence();
    }

    // Counts from the last character received or read.
    private void WaitForSilence()
    {
        _isSilent = false;
        _silentAt = Ticks.Never;
        if (_hasFifos && _receive.Count > 0)
        {
            _silentAt = _events.Now + (SilentCharacters * CharacterTicks);
            _events.Schedule(_silentAt, _id, Silence);
        }
    }

    private void ControlFifos(uint written)
    {
        bool hasFifos = (written & 1) != 0;
        bool changes = hasFifos != _hasFifos;
        _hasFifos = hasFifos;
        _trigger = hasFifos ? (written >> 6 & 3) switch { 0 => 1, 1 => 8, 2 => 16, _ => 32 } : 1;
        if (changes || (written & 2) != 0)
        {
            _receive.Clear();
            WaitForSilence();
        }

        if ((changes || (written & 4) != 0) && _transmit.Count > 0)
        {
            _transmit.Clear();
            _transmitPending = true;
        }
    }

    // Highest cause first: line status, data, silence, transmitter.
    private uint Identity()
    {
        uint enabled = _registers.Ier.Value;
        return (enabled & UartRegisters.LineStatusEnable) != 0 && _overrun ? 6u
            : (enabled & UartRegisters.ReceiveEnable) != 0 && _receive.Count >= _trigger ? 4u
            : (enabled & UartRegisters.TimeoutEnable) != 0 && _isSilent ? 12u
            : (enabled & UartRegisters.TransmitEnable) != 0 && _transmitPending ? 2u
            : 1u;
    }

    private void Settle() => _interrupts.Drive(InterruptSource.Uart, Identity() != 1);
}
