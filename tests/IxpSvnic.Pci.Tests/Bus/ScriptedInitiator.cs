using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;

namespace IxpSvnic.Pci.Tests.Bus;

/// <summary>
/// Sends its transactions one after the other as fast as the bus grants, repeating what is retried or cut.
/// </summary>
internal sealed class ScriptedInitiator : IPciInitiator
{
    private readonly EventQueue _events;
    private readonly PciBus _bus;
    private readonly Queue<PciTransaction> _todo = new();
    private PciTransaction _current;
    private bool _busy;

    public ScriptedInitiator(EventQueue events, PciBus bus, string name)
    {
        _events = events;
        _bus = bus;
        Port = bus.AddInitiator(name, this);
    }

    public int Port { get; }

    public List<(uint Address, PciOutcome Outcome, int Bytes, long Time)> Log { get; } = [];

    public List<byte> Read { get; } = [];

    public bool RepeatRetries { get; set; } = true;

    public void Send(PciCommand command, uint address, int length, int tag = 0, byte device = 0)
    {
        PciTransaction transaction = default;
        transaction.Set(command, address, length, tag);
        transaction.Device = device;
        for (int i = 0; i < length; i++)
        {
            transaction.Payload[i] = (byte)(address + i);
        }

        _todo.Enqueue(transaction);
        _bus.Request(Port);
    }

    public bool Begin(int port, ref PciTransaction transaction)
    {
        if (!_busy && !_todo.TryDequeue(out _current))
        {
            return false;
        }

        _busy = true;
        transaction = _current;
        return true;
    }

    public void OnDataStart(int port, in PciTransaction transaction, int bytes, long end)
    {
    }

    public void OnComplete(int port, in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        Log.Add((transaction.Address, outcome, bytes, _events.Now));
        _busy = outcome switch
        {
            PciOutcome.Retry => RepeatRetries,
            PciOutcome.Completed => bytes < transaction.Length,
            _ => false,
        };
        if (!transaction.IsWrite && outcome == PciOutcome.Completed)
        {
            ReadOnlySpan<byte> data = transaction.Data;
            Read.AddRange(data[..bytes]);
        }

        if (_busy && outcome == PciOutcome.Completed)
        {
            _current.Advance(bytes);
        }

        _bus.Request(Port);
    }
}
