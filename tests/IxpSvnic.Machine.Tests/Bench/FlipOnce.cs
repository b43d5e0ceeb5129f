using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>Flips bits of a frame's byte in DRAM as soon as a whole frame lies in a receive buffer.</summary>
internal sealed class FlipOnce : IEventTarget
{
    private const int Look = 0;

    private readonly SvNicMachine _machine;
    private readonly int _offset;
    private readonly byte _mask;
    private readonly short _id;

    public FlipOnce(SvNicMachine machine, int offset, byte mask)
    {
        _machine = machine;
        _offset = offset;
        _mask = mask;
        _id = machine.Events.Register(this);
    }

    public void Watch() => _machine.Events.Schedule(_machine.Events.Now, _id, Look);

    public void Handle(in SimEvent e)
    {
        long buffer = _machine.Firmware.Layout["BUFFER_BASE"] + _machine.Firmware.Layout["BUFFER_FRAME"];
        for (long i = 0; i < _machine.Firmware.Layout["BUFFER_COUNT"]; i++)
        {
            long address = buffer + (i << (int)_machine.Firmware.Layout["BUFFER_SHIFT"]) + _offset;
            if (_machine.Chip.Dram.Tags.At(address) != 0)
            {
                byte before = _machine.Chip.Dram.Memory.ReadByte(address ^ 3);
                _machine.Chip.Dram.Memory.WriteByte(address ^ 3, (byte)(before ^ _mask));
                return;
            }
        }

        _machine.Events.Schedule(_machine.Events.Now + (Ticks.PerMicrosecond / 10), _id, Look);
    }
}
