using System.Buffers.Binary;
using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Host.Tests.Fakes;

/// <summary>
/// A card that keeps to the queue layout, written from the layout's description: no chip, no firmware. Each direction
/// is a first-in first-out pipe with random delays; a read's completion travels behind the writes of its direction; the
/// interrupt is a wire.
/// </summary>
internal sealed class FakeDevice : IHostCpuPort, IEventTarget, IStateful
{
    public const uint Csr = 0xf000_0000;
    public const uint Dram = 0xe000_0000;

    private const int Down = 1;
    private const int Up = 2;
    private const int CheckMask = 3;
    private const int SetIrq = 4;
    private const int Fetch = 5;
    private const int Arrival = 6;
    private const int OpWrite = 0;
    private const int OpRead = 1;
    private const int OpPayload = 2;
    private const int OpWord = 3;
    private const int OpCompletion = 4;

    private readonly EventQueue _events;
    private readonly short _target;
    private readonly Iommu _iommu;
    private readonly FrameLedger _ledger;
    private readonly SeededRandom _random;
    private readonly TimedFifo<FakeOp> _down = new("down", 4096);
    private readonly TimedFifo<FakeOp> _up = new("up", 65536);
    private readonly List<IHostCpuClient> _clients = [];
    private readonly byte[] _dram = new byte[0x0100_0000];
    private readonly TagMap _tags;
    private readonly int _buffer;
    private uint[] _produced = [];
    private uint[] _taken = [];
    private uint _irq;
    private uint _enabled;
    private long _downEnd;
    private long _upEnd;
    private int _posted;

    public FakeDevice(EventQueue events, Iommu iommu, FrameLedger ledger, ulong seed, int postingBuffer)
    {
        _events = events;
        _target = events.Register(this);
        _iommu = iommu;
        _ledger = ledger;
        _random = new SeededRandom(seed);
        _tags = new TagMap(ledger, _dram.Length);
        _buffer = postingBuffer;
    }

    /// <summary>Longest random delay of each leg, in ticks.</summary>
    public int MaxDelay { get; set; } = 900;

    /// <summary>The card takes nothing from send queues.</summary>
    public bool SendStalled { get; set; }

    /// <summary>Never signals; for drivers that poll.</summary>
    public bool Mute { get; set; }

    public VifLayout[] Layouts { get; private set; } = [];

    public IHostInterruptPin? Pin { get; set; }

    /// <summary>Frames that arrivals refer to.</summary>
    public List<byte[]> Frames { get; } = [];

    /// <summary>What was fetched from send queues.</summary>
    public List<(int Vif, byte[] Slot)> Fetched { get; } = [];

    /// <summary>Every posted write as it landed: address, bytes.</summary>
    public List<(uint Address, byte[] Data)>? Log { get; set; }

    public long NotDelivered { get; private set; }

    public long[] SignalsSent { get; } = new long[2];

    public long RoomAt => _posted < _buffer ? _events.Now : _downEnd;

    public int PendingWrites => _posted;

    public void Open(IReadOnlyList<VifGuest> guests)
    {
        Layouts = [.. guests.Select(g => g.Layout)];
        _produced = new uint[Layouts.Length];
        _taken = new uint[Layouts.Length];
    }

    public uint DramWord(uint address) => BinaryPrimitives.ReadUInt32BigEndian(_dram.AsSpan((int)address));

    /// <summary>Delivers frame <paramref name="frame"/> to a VIF at a tick.</summary>
    public void Arrive(long time, int vif, int frame, int tag = 0) =>
        _events.Schedule(time, _target, Arrival, ((long)tag << 32) + vif, frame);

    public void Raise(long time, uint bits) => _events.Schedule(time, _target, SetIrq, bits);

    public bool TryPostWrite(uint address, ReadOnlySpan<byte> data, int tag)
    {
        Assert.IsTrue(data.Length is > 0 and <= 64 && (address & 63) + data.Length <= 64, "one line at most");
        if (_posted >= _buffer)
        {
            return false;
        }

        FakeOp op = new() { Kind = OpWrite, B = address, Length = data.Length, Tag = tag };
        data.CopyTo(op.Data);
        _ledger.Hold(tag);
        _posted++;
        SendDown(op);
        return true;
    }

    public void AddClient(IHostCpuClient client) => _clients.Add(client);

    public void StartRead(uint address, IHostCpuClient client, long cookie)
    {
        int index = _clients.IndexOf(client);
        Assert.IsGreaterThanOrEqualTo(0, index);
        SendDown(new FakeOp { Kind = OpRead, A = index, B = address, C = cookie });
    }

    public void Handle(in SimEvent e)
    {
        switch (e.Kind)
        {
            case Down:
                Land();
                break;
            case Up:
                Ascend();
                break;
            case CheckMask:
                VifLayout layout = Layouts[(int)e.A];
                if (!Mute && (DramWord(layout.SendDramAddress + 8) & (uint)e.B) == 0)
                {
                    SignalsSent[(int)e.B - 1]++;
                    _events.Schedule(_events.Now + Delay(), _target, SetIrq, 1L << layout.SignalBit);
                }

                break;
            case SetIrq:
                _irq |= (uint)e.A;
                UpdateLine();
                break;
            case Fetch:
                FetchAll((int)e.A);
                break;
            case Arrival:
                Deliver((int)e.A, (int)e.B, (int)(e.A >> 32));
                break;
        }
    }

    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(_random);
        visitor.Visit(_down);
        visitor.Visit(_up);
        visitor.Block(_dram);
        visitor.Visit(_tags);
        visitor.Block(_produced);
        visitor.Block(_taken);
        visitor.Value(ref _irq);
        visitor.Value(ref _enabled);
        visitor.Value(ref _downEnd);
        visitor.Value(ref _upEnd);
        visitor.Value(ref _posted);
    }

    private long Delay() => 1 + _random.Next(MaxDelay);

    private void SendDown(FakeOp op)
    {
        Assert.IsTrue(_down.TryEnqueue(_events.Now, op));
        _downEnd = Math.Max(_downEnd + 1, _events.Now + Delay());
        _events.Schedule(_downEnd, _target, Down);
    }

    private void SendUp(FakeOp op)
    {
        Assert.IsTrue(_up.TryEnqueue(_events.Now, op));
        _upEnd = Math.Max(_upEnd + 1, _events.Now + Delay());
        _events.Schedule(_upEnd, _target, Up);
    }

    private void Land()
    {
        Assert.IsTrue(_down.TryDequeue(_events.Now, out FakeOp op));
        if (op.Kind == OpRead)
        {
            uint value = op.B >= Csr
                ? _irq
                : BinaryPrimitives.ReadUInt32LittleEndian(_dram.AsSpan((int)(op.B - Dram)));
            SendUp(op with { Kind = OpCompletion, B = value });
            return;
        }

        _posted--;
        ReadOnlySpan<byte> data = ((ReadOnlySpan<byte>)op.Data)[..op.Length];
        Log?.Add((op.B, data.ToArray()));
        if (op.B >= Csr)
        {
            WriteCsr(op.B - Csr, BinaryPrimitives.ReadUInt32LittleEndian(data));
            return;
        }

        int at = (int)(op.B - Dram);
        data.CopyTo(_dram.AsSpan(at));
        _tags.Mark(at, op.Length, op.Tag, _events.Now);
        _ledger.Release(op.Tag, _events.Now);
        int vif = Array.FindIndex(Layouts, l => l.SendDramAddress == (uint)at);
        if (vif >= 0)
        {
            _events.Schedule(_events.Now + Delay(), _target, Fetch, vif);
        }
    }

    private void WriteCsr(uint offset, uint value)
    {
        switch (offset)
        {
            case 0x98:
                _irq &= ~(value & 0xffff);
                break;
            case 0xa0:
                _enabled |= value & 0xffff;
                break;
            default:
                Assert.Fail($"the host wrote CSR 0x{offset:x}");
                break;
        }

        UpdateLine();
    }

    private void UpdateLine() => Pin!.OnInterruptLine((_irq & _enabled) != 0);

    private void Deliver(int vif, int frame, int tag)
    {
        VifLayout layout = Layouts[vif];
        uint consumed = DramWord(layout.SendDramAddress + 4);
        if (_produced[vif] - consumed >= layout.ReceiveSlots)
        {
            NotDelivered++;
            _ledger.Drop(tag, DropReason.NoHostSlot, _events.Now);
            _ledger.Release(tag, _events.Now);
            return;
        }

        uint slot = _produced[vif]++ % (uint)layout.ReceiveSlots;
        SendUp(new FakeOp { Kind = OpPayload, A = vif, B = slot, C = frame, Tag = tag });
        SendUp(new FakeOp { Kind = OpWord, A = vif, B = _produced[vif], C = 4 });
        _events.Schedule(_events.Now + Delay(), _target, CheckMask, vif, 2);
    }

    private void Ascend()
    {
        Assert.IsTrue(_up.TryDequeue(_events.Now, out FakeOp op));
        switch (op.Kind)
        {
            case OpCompletion:
                _clients[op.A].OnReadComplete(op.C, op.B);
                break;
            case OpPayload:
                WritePayload(Layouts[op.A], op.B, Frames[(int)op.C], op.Tag);
                break;
            case OpWord:
                byte[] word = new byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(word, op.B);
                _iommu.Write(Layouts[op.A].ReceiveBusAddress + (ulong)op.C, word, 0, _events.Now);
                break;
        }
    }

    private void WritePayload(VifLayout layout, uint slot, byte[] frame, int tag)
    {
        byte[] bytes = new byte[16 + frame.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)frame.Length);
        frame.CopyTo(bytes, 16);
        ulong address = layout.ReceiveBusAddress + 4096 + ((ulong)slot * (ulong)layout.ReceiveSlotBytes);
        for (int at = 0; at < bytes.Length; at += 64)
        {
            ReadOnlySpan<byte> burst = bytes.AsSpan(at, Math.Min(64, bytes.Length - at));
            _iommu.Write(address + (ulong)at, burst, tag, _events.Now);
        }

        _ledger.Release(tag, _events.Now);
    }

    private void FetchAll(int vif)
    {
        VifLayout layout = Layouts[vif];
        while (!SendStalled && DramWord(layout.SendDramAddress) != _taken[vif])
        {
            int slot = (int)(_taken[vif]++ % (uint)layout.SendSlots);
            int at = (int)layout.SendDramAddress + 4096 + (slot * layout.SendSlotBytes);
            int length = BinaryPrimitives.ReadUInt16BigEndian(_dram.AsSpan(at));
            Fetched.Add((vif, _dram.AsSpan(at, 16 + length).ToArray()));
            _ledger.Depart(_tags.First(at, 16 + length), _events.Now, 0);
            SendUp(new FakeOp { Kind = OpWord, A = vif, B = _taken[vif], C = 0 });
            _events.Schedule(_events.Now + Delay(), _target, CheckMask, vif, 1);
        }
    }

    /// <summary>After a stall: looks at every send queue again.</summary>
    public void Resume()
    {
        SendStalled = false;
        for (int vif = 0; vif < Layouts.Length; vif++)
        {
            _events.Schedule(_events.Now, _target, Fetch, vif);
        }
    }
}
