using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Msf;

/// <summary>
/// The media and switch fabric interface: msf commands, CSRs, RBUF and TBUF between SPI-3 and the rest of the chip
/// (IXP2800 HRM chapter 8 with the IXP2400's register layout, Linux ixp2400-msf driver).
/// *Not modelled:* CSIX and its flow control, more than one partition, buses split below 32 bits, parity errors, PLLs,
/// the silicon erratum about unusable elements.
/// </summary>
public sealed class MediaSwitchFabric
    : ICommandTarget, IMediaBuffers, ISpi3Link, IRegisterOwner, IEventTarget, IStateful, IStatisticsSource
{
    /// <summary>Address of RBUF for reads and TBUF for writes.</summary>
    public const int BufferBase = MsfRegisters.Bytes;

    private const int AddressEnd = BufferBase + MediaBuffer.Bytes;
    private const uint ElementSizeMask = 3 << 2;
    private const byte AllBytes = 0xff;

    private readonly ChassisFabric _fabric;
    private readonly MsfTiming _timing;
    private readonly MsfRegisters _registers;
    private readonly ReceiveUnit _receive;
    private readonly TransmitUnit _transmit;
    private readonly short _id;
    private long _inletFree;
    private bool _error;
    private long _commands;

    public MediaSwitchFabric(ChassisFabric fabric, MsfTiming timing)
    {
        _fabric = fabric;
        _timing = timing;
        _registers = new MsfRegisters(this);
        ClockDomain clock = ClockDomain.FromHertz(fabric.Timing.MsfClockHertz);
        _receive = new ReceiveUnit(fabric, timing, _registers, new Spi3Bus(clock, timing.Spi3SelectClocks));
        _transmit = new TransmitUnit(
            fabric.Events, fabric.Ledger, _registers, new Spi3Bus(clock, timing.Spi3SelectClocks));
        _id = fabric.Events.Register(this);
    }

    private enum Kind
    {
        Read,
        Write,
        FastWrite,
    }

    /// <summary>Told when an enabled error is pending, and when none is any more.</summary>
    public Action<bool>? ErrorChanged { get; set; }

    /// <summary>The CSRs, for listings and tests.</summary>
    public RegisterBank Registers => _registers.Bank;

    /// <inheritdoc/>
    public void Attach(int address, ISpi3Phy phy)
    {
        _receive.Attach(address, phy);
        _transmit.Attach(address, phy);
    }

    /// <inheritdoc/>
    public void OnReceiveAvailable(int address) => _receive.TryStart();

    /// <inheritdoc/>
    public void OnTransmitRoom(int address) => _transmit.TryStart();

    /// <summary>IXP_RESET_0 bit 7: registers at reset values, all elements owned by software, nothing on the way.</summary>
    public void Reset()
    {
        _registers.Bank.Reset();
        _receive.Reset();
        _transmit.Reset();
        DriveError();
    }

    /// <summary>One longword at an MSF address, as any on-chip master reads it: a CSR or RBUF.</summary>
    public uint ReadWord(int address) => address is >= BufferBase and < AddressEnd
        ? _receive.Buffer[address - BufferBase]
        : _registers.Bank.Read(address & ~3);

    /// <summary>Writes a CSR or TBUF; the byte mask counts for TBUF only.</summary>
    public void WriteWord(int address, uint value, byte byteMask = AllBytes)
    {
        if (address is < BufferBase or >= AddressEnd)
        {
            _registers.Bank.Write(address & ~3, value);
            return;
        }

        int offset = address - BufferBase;
        uint lanes = Lanes(byteMask);
        _transmit.Buffer[offset] = (_transmit.Buffer[offset] & ~lanes) | (value & lanes);
    }

    /// <summary>Frame tag of the RBUF element at a status word's element number (offset / 64), 0 = none.</summary>
    public int TagOfElement(int number) => _receive.Buffer.Tag((number << 6) >> _registers.RbufShift);

    /// <inheritdoc/>
    public void ReadRbuf(int offset, Span<uint> words, out int tag)
    {
        offset &= MediaBuffer.Bytes - 1;
        tag = _receive.Buffer.Tag(offset >> _registers.RbufShift);
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = _receive.Buffer[offset + (4 * i)];
        }
    }

    /// <inheritdoc/>
    public void WriteTbuf(int offset, ReadOnlySpan<uint> words, int tag)
    {
        offset &= MediaBuffer.Bytes - 1;
        for (int i = 0; i < words.Length; i++)
        {
            _transmit.Buffer[offset + (4 * i)] = words[i];
        }

        _transmit.Mark(offset, tag);
    }

    /// <inheritdoc/>
    public long InletFreeAt(int cluster, long now)
    {
        Ixp2400Timing chip = _fabric.Timing;
        long waiting = chip.Cycles((_timing.InletCommands - 1) * _timing.CommandOccupancyCycles);
        return Math.Max(now, _inletFree - waiting - chip.Cycles(chip.CommandTransitCycles));
    }

    /// <inheritdoc/>
    public void Accept(int slot, long arrival)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        Ixp2400Timing chip = _fabric.Timing;
        long start = Math.Max(arrival, _inletFree);
        long occupancy = chip.Cycles(_timing.CommandOccupancyCycles);
        _commands++;
        switch (command.Op)
        {
            case MicroOp.MsfRead or MicroOp.MsfRead64:
                start = Math.Max(start, _fabric.SPush(command.DestCluster).RoomAt(start));
                _fabric.Events.Schedule(start + chip.Cycles(_timing.ReadServiceCycles), _id, (int)Kind.Read, slot);
                break;
            case MicroOp.MsfWrite or MicroOp.MsfWrite64:
                start = Math.Max(start, _fabric.SPull(command.Cluster).RoomAt(start));
                long pulled = _fabric.PullS(in command, start, command.DataWords);
                _fabric.Signal(in command, command.SignalMask, pulled);
                _fabric.Events.Schedule(pulled, _id, (int)Kind.Write, slot);
                break;
            case MicroOp.MsfFastWr:
                _fabric.Events.Schedule(start + occupancy, _id, (int)Kind.FastWrite, slot);
                break;
            default:
                throw new InvalidOperationException($"{command.Op} was routed to the MSF");
        }

        _inletFree = start + occupancy;
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int slot = (int)e.A;
        ref MeCommand command = ref _fabric.Pool[slot];
        switch ((Kind)e.Kind)
        {
            case Kind.Read:
                Span<uint> data = stackalloc uint[MeCommand.MaxWords];
                data = data[..(command.Op == MicroOp.MsfRead64 ? 2 * command.Count : command.Count)];
                for (int i = 0; i < data.Length; i++)
                {
                    data[i] = ReadWord((int)command.Address + (4 * i));
                }

                _fabric.PushS(in command, data, command.SignalMask);
                break;
            case Kind.Write:
                for (int i = 0; i < command.DataWords; i++)
                {
                    WriteWord((int)command.Address + (4 * i), command.Data[i], WordMask(in command, i));
                }

                break;
            case Kind.FastWrite:
                WriteWord((int)command.Address & 0xfffc, command.Address >> 16);
                break;
        }

        _fabric.Pool.Release(slot);
    }

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
        if (register == _registers.TxSequence)
        {
            register.Value = _transmit.Sequence;
        }
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        if (register == _registers.ElementDone)
        {
            _receive.Free((int)written & 0x7f);
        }
        else if (register == _registers.Freelist)
        {
            _receive.AddThread(written & 0xffff);
        }
        else if (register.Offset >= MsfRegisters.ElementControlBase)
        {
            OnElementControl(register, before);
        }
        else if (register == _registers.TxValidate)
        {
            _transmit.Validate((int)written & 0x7f);
        }
        else if (register == _registers.FreelistTimeout)
        {
            _receive.SetTimeout();
        }
        else if (register == _registers.RxControl || register == _registers.RxPollLimit)
        {
            if (register == _registers.RxControl && ((before ^ register.Value) & ElementSizeMask) != 0)
            {
                _receive.OnElementSizeChanged();
            }

            _receive.TryStart();
        }
        else if (register == _registers.TxControl || register == _registers.TxPollLimit)
        {
            if (register == _registers.TxControl && ((before ^ register.Value) & ElementSizeMask) != 0)
            {
                _transmit.Reset();
            }

            _transmit.TryStart();
        }
        else if (register == _registers.InterruptStatus || register == _registers.InterruptEnable)
        {
            DriveError();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("msf");
        visitor.Visit(_registers.Bank);
        visitor.Visit(_receive);
        visitor.Visit(_transmit);
        visitor.Value(ref _inletFree);
        visitor.Value(ref _error);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _commands);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("msf.commands", _commands);
        sheet.Count("msf.unmappedAccesses", _registers.Bank.Unmapped);
        _receive.Report(sheet);
        _transmit.Report(sheet);
    }

    private void DriveError()
    {
        bool error = (_registers.InterruptStatus.Value & _registers.InterruptEnable.Value) != 0;
        if (error != _error)
        {
            _error = error;
            ErrorChanged?.Invoke(error);
        }
    }

    // A valid element's control words stay as they are; writing word B of another validates it.
    private void OnElementControl(Register register, uint before)
    {
        int element = (register.Offset - MsfRegisters.ElementControlBase) >> 3;
        if (_transmit.IsValid(element))
        {
            register.Value = before;
            _transmit.CountBusyWrite();
            _registers.InterruptStatus.Value |= MsfRegisters.TbufError;
            DriveError();
        }
        else if ((register.Offset & 4) != 0)
        {
            _transmit.Validate(element);
        }
    }

    // The mask counts the bytes of one unit: a longword, or a pair in the 64-bit form.
    private static byte WordMask(in MeCommand command, int word) => command.ByteMask == AllBytes
        ? AllBytes
        : command.Op == MicroOp.MsfWrite64 && (word & 1) != 0 ? (byte)(command.ByteMask >> 4) : command.ByteMask;

    // Bit 0 of the mask is the lowest byte address, bits 31:24.
    private static uint Lanes(byte mask)
    {
        uint lanes = 0;
        for (int i = 0; i < 4; i++)
        {
            lanes |= (mask & (1 << i)) != 0 ? 0xff00_0000u >> (8 * i) : 0;
        }

        return lanes;
    }
}
