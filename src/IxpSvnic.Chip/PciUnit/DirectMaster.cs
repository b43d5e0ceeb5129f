using System.Buffers.Binary;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// Bus cycles that microengines start themselves, in order through one 32-byte buffer (IXP2800 HRM p346): memory
/// through PCI_ADDR_EXT, I/O, type-0 configuration. The next command is pulled while the last burst of the one before
/// leaves. *Not modelled:* special cycles; type-1 configuration finds nobody.
/// </summary>
internal sealed class DirectMaster : IEventTarget, IStateful
{
    private const int Nothing = -1;

    private readonly ChassisFabric _fabric;
    private readonly PciTiming _clocks;
    private readonly PciUnitTiming _timing;
    private readonly PciCsrs _csrs;
    private readonly PciController _unit;
    private readonly int[] _queue = new int[64];
    private readonly byte[] _bytes = new byte[4 * MeCommand.MaxWords];
    private readonly byte[] _enabled = new byte[4 * MeCommand.MaxWords];
    private readonly short _id;
    private long _nextReady;
    private long _notBefore;
    private long _aborts;
    private long _commands;
    private uint _address;
    private int _queued;
    private int _next = Nothing;
    private int _current = Nothing;
    private int _length;
    private int _offset;
    private PciCommand _command;
    private byte _device;
    private bool _onBus;
    private bool _draining;

    public DirectMaster(
        ChassisFabric fabric, PciTiming clocks, PciUnitTiming timing, PciCsrs csrs, PciController unit)
    {
        _fabric = fabric;
        _clocks = clocks;
        _timing = timing;
        _csrs = csrs;
        _unit = unit;
        _id = fabric.Events.Register(this);
    }

    private long Now => _fabric.Events.Now;

    public void Enqueue(int slot)
    {
        if (_queued == _queue.Length)
        {
            throw new InvalidOperationException("the PCI unit's inlet took more commands than it has room for");
        }

        _queue[_queued++] = slot;
        if (_current == Nothing || _draining)
        {
            Pull();
            Promote();
        }
    }

    public bool HasBurst(long now) => _current != Nothing && !_onBus && _notBefore <= now;

    public void Begin(ref PciTransaction transaction)
    {
        _onBus = true;
        bool memory = _command is PciCommand.MemoryRead or PciCommand.MemoryWrite;
        int limit = memory ? _timing.DirectBufferBytes : 4;
        int end = _offset;
        while (end < _length && end - _offset < limit && _enabled[end] != 0)
        {
            end++;
        }

        transaction.Set(_command, _address + (uint)_offset, end - _offset, wide: memory);
        transaction.Device = _device;
        _bytes.AsSpan(_offset, end - _offset).CopyTo(transaction.Payload);
    }

    public void OnDataStart(in PciTransaction transaction, int bytes)
    {
        if (transaction.IsWrite && NextEnabled(_offset + bytes) == _length)
        {
            _draining = true;
            Pull();
        }
    }

    public void OnComplete(in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        _onBus = false;
        _draining = false;
        switch (outcome)
        {
            case PciOutcome.Retry:
                _notBefore = Now + _clocks.Clocks(_timing.RetryBackoffClocks);
                _fabric.Events.Schedule(_notBefore, _id, 0);
                return;
            case PciOutcome.Completed:
                ReadOnlySpan<byte> data = transaction.Data;
                data[..bytes].CopyTo(_bytes.AsSpan(_offset));
                _offset = NextEnabled(_offset + bytes);
                break;
            default:
                Abort(outcome);
                break;
        }

        if (_offset < _length)
        {
            _unit.RequestBus();
            return;
        }

        Finish();
        Pull();
        Promote();
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (_current == Nothing)
        {
            Promote();
        }
        else
        {
            _unit.RequestBus();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("pciDirect");
        visitor.Value(ref _queued);
        visitor.Block(_queue.AsSpan(0, _queued));
        visitor.Block(_bytes);
        visitor.Block(_enabled);
        visitor.Value(ref _nextReady);
        visitor.Value(ref _notBefore);
        visitor.Value(ref _address);
        visitor.Value(ref _next);
        visitor.Value(ref _current);
        visitor.Value(ref _length);
        visitor.Value(ref _offset);
        visitor.Value(ref _command);
        visitor.Value(ref _device);
        visitor.Value(ref _onBus);
        visitor.Value(ref _draining);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _aborts);
            visitor.Value(ref _commands);
        }
    }

    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("pciUnit.direct.commands", _commands);
        sheet.Count("pciUnit.direct.aborts", _aborts);
    }

    // Fills the buffer with the oldest command; a write's signal comes with its last pull.
    private void Pull()
    {
        if (_next != Nothing || _queued == 0)
        {
            return;
        }

        _next = _queue[0];
        _queue.AsSpan(1, _queued - 1).CopyTo(_queue);
        _queued--;
        _unit.LeaveInlet();
        ref MeCommand command = ref _fabric.Pool[_next];
        _nextReady = Now;
        if (PciController.IsWrite(in command))
        {
            _nextReady = _fabric.PullS(in command, Now, command.Count);
            _fabric.Signal(in command, command.SignalMask, _nextReady);
        }

        _fabric.Events.Schedule(_nextReady, _id, 0);
    }

    private void Promote()
    {
        while (_current == Nothing && _next != Nothing && _nextReady <= Now)
        {
            int slot = _next;
            _next = Nothing;
            ref MeCommand command = ref _fabric.Pool[slot];
            if (PciController.IsRegister(command.Address))
            {
                _unit.PerformInOrder(slot);
                Pull();
                continue;
            }

            _current = slot;
            Prepare(in command);
            if (_offset == _length)
            {
                Finish();
                Pull();
                continue;
            }

            _unit.RequestBus();
        }
    }

    private void Prepare(in MeCommand command)
    {
        bool write = PciController.IsWrite(in command);
        uint window = command.Address >> 24;
        _commands++;
        _device = 0;
        _length = 4 * command.Count;
        bool reverse = false;
        bool reverseEnables = false;
        if (window >= 0xe0)
        {
            _command = write ? PciCommand.MemoryWrite : PciCommand.MemoryRead;
            _address = _csrs.MemoryAddress(command.Address & ~3u);
            reverse = _csrs.ReverseOut;
            reverseEnables = _csrs.ReverseEnablesOut;
        }
        else if (window is 0xd8 or 0xd9)
        {
            _command = write ? PciCommand.IoWrite : PciCommand.IoRead;
            _address = _csrs.IoAddress(command.Address & ~3u);
            reverse = _csrs.ReverseIo;
            reverseEnables = reverse;
        }
        else
        {
            // IDSEL is one hot in address bits 23:16; anything else selects nobody.
            _command = write ? PciCommand.ConfigurationWrite : PciCommand.ConfigurationRead;
            _address = command.Address & 0x7fc;
            uint select = (command.Address >> 16) & 0xff;
            _device = window == 0xda && uint.IsPow2(select) ? (byte)uint.Log2(select) : byte.MaxValue;
        }

        for (int i = 0; i < command.Count; i++)
        {
            uint value = write ? ByteLanes.Swap(command.Data[i], reverse) : 0;
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(4 * i), value);
            for (int lane = 0; lane < 4; lane++)
            {
                int chipByte = reverseEnables ? lane : 3 - lane;
                _enabled[(4 * i) + lane] = !write || ((command.ByteMask >> chipByte) & 1) != 0 ? (byte)1 : (byte)0;
            }
        }

        _offset = NextEnabled(0);
    }

    private int NextEnabled(int from)
    {
        while (from < _length && _enabled[from] == 0)
        {
            from++;
        }

        return from;
    }

    private void Abort(PciOutcome outcome)
    {
        _aborts++;
        if (outcome == PciOutcome.MasterAbort)
        {
            _csrs.NoteMasterAbort(_command is PciCommand.ConfigurationRead or PciCommand.ConfigurationWrite);
        }

        _fabric.Pool[_current].IsAbort = true;
        _bytes.AsSpan(_offset, _length - _offset).Fill(0xff);
        _offset = _length;
    }

    private void Finish()
    {
        ref MeCommand command = ref _fabric.Pool[_current];
        if (!PciController.IsWrite(in command))
        {
            bool reverse = (command.Address >> 24) switch
            {
                >= 0xe0 => _csrs.ReverseIn,
                0xd8 or 0xd9 => _csrs.ReverseIo,
                _ => false,
            };
            Span<uint> words = stackalloc uint[MeCommand.MaxWords];
            words = words[..command.Count];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = ByteLanes.Swap(BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(4 * i)), reverse);
            }

            _fabric.PushS(in command, words, command.SignalMask);
        }

        _unit.Retire(_current);
        _current = Nothing;
    }
}
