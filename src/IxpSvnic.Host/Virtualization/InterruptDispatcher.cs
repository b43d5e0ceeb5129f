using System.Buffers.Binary;
using System.Numerics;
using IxpSvnic.Host.Virtualization.Management;
using IxpSvnic.Host.Vm;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// The hypervisor's handler of the device's one interrupt: reads the identifier (21555 primary IRQ register) across the
/// bus, clears what it read, notifies the guests of each set bit. The line is a level: if it is still asserted at the
/// end of interrupt, the handler is entered again.
/// </summary>
public sealed class InterruptDispatcher : IHostInterruptPin, IHostCpuClient, IEventTarget, IStateful
{
    /// <summary>
    /// Primary clear IRQ: reads the pending bits, writing ones clears them. 16 bits, low half of the word.
    /// </summary>
    public const uint PrimaryClearIrq = 0x98;

    /// <summary>Primary clear IRQ mask: writing ones enables.</summary>
    public const uint PrimaryClearIrqMask = 0xa0;

    private const int ReadEvent = 1;
    private const int ClearEvent = 2;
    private const int NotifyEvent = 3;
    private const int EndEvent = 4;
    private const uint AllBits = 0xffff;

    private readonly EventQueue _events;
    private readonly short _target;
    private readonly IHostCpuPort _port;
    private readonly uint _csr;
    private readonly HypervisorParameters _parameters;
    private readonly List<IVirtualInterruptTarget> _guests = [];
    private readonly List<int> _bits = [];
    private InterruptStage _stage;
    private bool _asserted;
    private uint _pending;
    private InterruptCounts _counts;
    private ulong _unbound;

    public InterruptDispatcher(
        EventQueue events, IHostCpuPort port, uint csrBusAddress, HypervisorParameters parameters)
    {
        _events = events;
        _target = events.Register(this);
        _port = port;
        port.AddClient(this);
        _csr = csrBusAddress;
        _parameters = parameters;
    }

    public ref readonly InterruptCounts Counts => ref _counts;

    /// <summary>Is told when the device raises the management bit.</summary>
    public ManagementClient? Management { get; set; }

    /// <summary>Bit that signals a VIF.</summary>
    public int BitOf(int vif) => vif % _parameters.IdWidth;

    public void Bind(int vif, IVirtualInterruptTarget guest)
    {
        _guests.Add(guest);
        _bits.Add(BitOf(vif));
    }

    /// <summary>A guest is told of its bit, or not: its VIF is gone.</summary>
    public void SetBound(IVirtualInterruptTarget guest, bool bound)
    {
        ulong bit = 1ul << _guests.IndexOf(guest);
        _unbound = bound ? _unbound & ~bit : _unbound | bit;
    }

    /// <summary>Enables the identifier's bits on the bridge, and the one for management.</summary>
    public void Enable(bool management = false)
    {
        bool managed = management && _parameters.HasManagementBit;
        if (!Post(PrimaryClearIrqMask, Identifier | (managed ? ManagementClient.InterruptBit : 0)))
        {
            throw new InvalidOperationException("the processor's posting buffer is full before anything was written");
        }
    }

    /// <inheritdoc/>
    public void OnInterruptLine(bool asserted)
    {
        _asserted = asserted;
        if (asserted && _stage == InterruptStage.Idle)
        {
            Enter();
        }
    }

    /// <inheritdoc/>
    void IHostCpuClient.OnReadComplete(long cookie, uint value)
    {
        _pending = value & AllBits;
        if (_pending == 0)
        {
            _counts.PhysicalSpurious++;
            End();
            return;
        }

        _stage = InterruptStage.Clearing;
        Clear();
    }

    /// <inheritdoc/>
    void IEventTarget.Handle(in SimEvent e)
    {
        switch (e.Kind)
        {
            case ReadEvent:
                _stage = InterruptStage.Reading;
                _port.StartRead(_csr + PrimaryClearIrq, this, 0);
                break;
            case ClearEvent:
                Clear();
                break;
            case NotifyEvent:
                Notify((int)e.A);
                break;
            case EndEvent:
                _stage = InterruptStage.Idle;
                if (_asserted)
                {
                    Enter();
                }

                break;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("host.interrupts");
        visitor.Value(ref _stage);
        visitor.Value(ref _asserted);
        visitor.Value(ref _pending);
        visitor.Value(ref _unbound);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _counts);
        }
    }

    private uint Identifier => (1u << _parameters.IdWidth) - 1;

    private void Enter()
    {
        _counts.Physical++;
        _stage = InterruptStage.Entering;
        _events.Schedule(_events.Now + Ticks.FromNanoseconds(_parameters.IrqEntryNs), _target, ReadEvent);
    }

    // Cleared before anyone is told: a bit set later belongs to a message that a guest told now need not find.
    private void Clear()
    {
        if (!Post(PrimaryClearIrq, _pending))
        {
            _events.Schedule(Math.Max(_port.RoomAt, _events.Now + 1), _target, ClearEvent);
            return;
        }

        _counts.Management += BitOperations.PopCount(_pending & ~Identifier);
        if (_parameters.HasManagementBit && (_pending & ManagementClient.InterruptBit) != 0)
        {
            Management?.OnInterrupt();
        }

        long cost = Ticks.FromNanoseconds(_parameters.EventNotifyNs);
        long time = _events.Now;
        for (int i = 0; i < _guests.Count; i++)
        {
            if ((_pending & (1u << _bits[i])) != 0 && (_unbound >> i & 1) == 0)
            {
                time += cost;
                _events.Schedule(time, _target, NotifyEvent, i);
            }
        }

        _pending = 0;
        End(time);
    }

    private void Notify(int guest)
    {
        _counts.Sent++;
        _counts.Coalesced += _guests[guest].OnVirtualInterrupt() ? 0 : 1;
    }

    private void End() => End(_events.Now);

    private void End(long time)
    {
        _stage = InterruptStage.Ending;
        _events.Schedule(time + Ticks.FromNanoseconds(_parameters.EndOfInterruptNs), _target, EndEvent);
    }

    private bool Post(uint offset, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return _port.TryPostWrite(_csr + offset, bytes, 0);
    }
}
