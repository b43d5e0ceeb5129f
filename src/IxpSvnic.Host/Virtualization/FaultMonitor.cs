using System.Runtime.InteropServices;
using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// The hypervisor's handler of the IOMMU's fault event: reads and clears the recording registers, charges each fault to
/// its source and keeps the first ones.
/// </summary>
public sealed class FaultMonitor : IFaultEventHandler, IEventTarget, IStateful
{
    /// <summary>Faults kept word for word.</summary>
    public const int Kept = 1024;

    private readonly EventQueue _events;
    private readonly short _target;
    private readonly RegisterBank _bank;
    private readonly List<RecordedFault> _faults = [];
    private readonly SortedDictionary<ushort, long> _bySource = [];

    public FaultMonitor(EventQueue events, IommuRegisters registers)
    {
        _events = events;
        _target = events.Register(this);
        _bank = registers.Bank;
        registers.FaultHandler = this;
    }

    public IReadOnlyList<RecordedFault> Faults => _faults;

    public IReadOnlyDictionary<ushort, long> CountBySource => _bySource;

    /// <inheritdoc/>
    public void OnFaultEvent() => _events.Schedule(_events.Now, _target, 0);

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int record = (int)(_bank.Read(IommuRegisters.Fsts) >> 8) & 0xff;
        for (int i = 0; i < IommuRegisters.FaultRecords; i++, record = (record + 1) % IommuRegisters.FaultRecords)
        {
            int at = IommuRegisters.Frcd + (record * 16);
            uint status = _bank.Read(at + 12);
            if ((status & IommuRegisters.RecordValid) == 0)
            {
                break;
            }

            ulong page = _bank.Read(at) | ((ulong)_bank.Read(at + 4) << 32);
            ushort source = (ushort)_bank.Read(at + 8);
            bool read = (status & IommuRegisters.RecordIsRead) != 0;
            Note(new(_events.Now, source, page, (FaultReason)(status & 0xff), read));
            _bank.Write(at + 12, IommuRegisters.RecordValid);
        }

        _bank.Write(IommuRegisters.Fsts, IommuRegisters.FaultOverflow);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (visitor.IsHashing)
        {
            return;
        }

        int kept = _faults.Count;
        int sources = _bySource.Count;
        visitor.Value(ref kept);
        visitor.Value(ref sources);
        CollectionsMarshal.SetCount(_faults, kept);
        foreach (ref RecordedFault fault in CollectionsMarshal.AsSpan(_faults))
        {
            visitor.Value(ref fault);
        }

        KeyValuePair<ushort, long>[] counts = [.. _bySource];
        Array.Resize(ref counts, sources);
        _bySource.Clear();
        foreach (KeyValuePair<ushort, long> pair in counts)
        {
            (ushort source, long count) = pair;
            visitor.Value(ref source);
            visitor.Value(ref count);
            _bySource.Add(source, count);
        }
    }

    private void Note(RecordedFault fault)
    {
        _bySource[fault.SourceId] = _bySource.GetValueOrDefault(fault.SourceId) + 1;
        if (_faults.Count < Kept)
        {
            _faults.Add(fault);
        }
    }
}
