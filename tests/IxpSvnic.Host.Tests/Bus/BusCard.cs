using System.Buffers.Binary;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;

namespace IxpSvnic.Host.Tests.Bus;

/// <summary>A card directly on the host's bus: send areas and interrupt registers as a target, DMA writes as an initiator.</summary>
internal sealed class BusCard : IPciTarget, IPciInitiator
{
    public const uint Csr = 0xf000_0000;
    public const uint Dram = 0xe000_0000;

    private readonly EventQueue _events;
    private readonly PciBus _bus;
    private readonly int _port;
    private readonly byte[] _dram = new byte[0x0010_0000];
    private readonly Queue<(uint Address, byte[] Data, int Tag, int Copy)> _writes = [];
    private uint _irq;
    private uint _produced;
    private uint _taken;
    private int _copies;

    public BusCard(EventQueue events, PciBus bus)
    {
        _events = events;
        _bus = bus;
        bus.AddTarget(this);
        _port = bus.AddInitiator("card", this);
    }

    public VifLayout Layout { get; set; } = null!;

    public IPciInterruptPin Pin { get; set; } = null!;

    public List<byte[]> Fetched { get; } = [];

    /// <summary>Payload by 64-byte bursts, then the index; the signal follows once the index is on the bus.</summary>
    public void Deliver(byte[] frame, int tag)
    {
        byte[] slot = new byte[16 + frame.Length];
        BinaryPrimitives.WriteUInt16BigEndian(slot, (ushort)frame.Length);
        frame.CopyTo(slot, 16);
        int copy = ++_copies << 2;
        uint at = Layout.ReceiveBusAddress + 4096 + (_produced++ % 64 * 2048);
        for (int i = 0; i < slot.Length; i += 64)
        {
            _writes.Enqueue((at + (uint)i, slot[i..Math.Min(i + 64, slot.Length)], tag, copy));
        }

        Word(Layout.ReceiveBusAddress + 4, _produced);
        _bus.Request(_port);
    }

    public bool Claims(in PciTransaction transaction) => transaction.Address >= Dram;

    public PciResponse Access(ref PciTransaction transaction, long now)
    {
        Span<byte> data = transaction.Payload;
        if (transaction.Address >= Csr)
        {
            if (!transaction.IsWrite)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(data, _irq);
            }
            else if (transaction.Address == Csr + 0x98)
            {
                _irq &= ~BinaryPrimitives.ReadUInt32LittleEndian(data);
                Pin.OnInterruptLine(_irq != 0);
            }

            return PciResponse.Accept(data.Length);
        }

        Span<byte> memory = _dram.AsSpan((int)(transaction.Address - Dram), data.Length);
        if (!transaction.IsWrite)
        {
            memory.CopyTo(data);
            return PciResponse.Accept(data.Length);
        }

        data.CopyTo(memory);
        if (transaction.Address == Layout.SendBusAddress)
        {
            Fetch();
        }

        return PciResponse.Accept(data.Length);
    }

    public bool Begin(int port, ref PciTransaction transaction)
    {
        if (_writes.Count == 0)
        {
            return false;
        }

        (uint address, byte[] data, int tag, int copy) = _writes.Peek();
        transaction.Set(PciCommand.MemoryWrite, address, data.Length, tag, copy);
        data.CopyTo(transaction.Payload);
        return true;
    }

    public void OnDataStart(int port, in PciTransaction transaction, int bytes, long end)
    {
    }

    public void OnComplete(int port, in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        Assert.AreEqual(PciOutcome.Completed, outcome);
        (uint address, byte[] data, _, _) = _writes.Dequeue();
        Assert.AreEqual(data.Length, bytes);
        if (address == Layout.ReceiveBusAddress + 4 && (Word(8) & 2) == 0)
        {
            _irq |= 1u << Layout.SignalBit;
            Pin.OnInterruptLine(true);
        }

        if (_writes.Count > 0)
        {
            _bus.Request(_port);
        }
    }

    private void Fetch()
    {
        for (; _taken != Word(0); _taken++)
        {
            int at = (int)(Layout.SendDramAddress + 4096 + (_taken % 64 * 2048));
            int length = BinaryPrimitives.ReadUInt16BigEndian(_dram.AsSpan(at));
            Fetched.Add(_dram.AsSpan(at + 16, length).ToArray());
            Word(Layout.ReceiveBusAddress, _taken + 1);
        }

        _bus.Request(_port);
    }

    private uint Word(int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(_dram.AsSpan((int)Layout.SendDramAddress + offset));

    private void Word(uint address, uint value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(word, value);
        _writes.Enqueue((address, word, 0, 0));
    }
}
