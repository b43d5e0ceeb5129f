using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Chip.PciUnit;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>Everything of the chip that is not the PCI unit: notes deliveries, keeps CSRs in a table.</summary>
internal sealed class TestChip
    : IMicroengineInbox, IChipCsrAccess, IPciInterruptOutputs, IMediaBuffers, IAccessFaultSink
{
    public List<(MeDelivery Delivery, uint[] Data)> Deliveries { get; } = [];

    public Dictionary<uint, uint> Csrs { get; } = [];

    public List<(int Irq, bool Asserted)> Interrupts { get; } = [];

    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data) => Deliveries.Add((delivery, data.ToArray()));

    public uint ReadCsr(uint physicalAddress) => Csrs.GetValueOrDefault(physicalAddress);

    public void WriteCsr(uint physicalAddress, uint value) => Csrs[physicalAddress] = value;

    public void OnPciInterrupt(int irq, bool asserted) => Interrupts.Add((irq, asserted));

    public void ReadRbuf(int offset, Span<uint> words, out int tag) => throw new NotSupportedException();

    public void WriteTbuf(int offset, ReadOnlySpan<uint> words, int tag) => throw new NotSupportedException();

    public void OnFault(in AccessFault fault) => throw new NotSupportedException(fault.ToString());
}
