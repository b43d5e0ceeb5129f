using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Board.Slowport;

/// <summary>
/// The boot flash: 16 MB with the Intel command set, 8 data bits (Intel 28F128J3 data sheet, JESD68.01). Its tables are spaced by
/// one byte after a query at 0x55, as an 8-bit part has them, and by two after one at 0xAA, as a 16-bit part in byte mode (A91).
/// *Not modelled:* write buffer, suspension, protection registers, MISC_CONTROL's write enable.
/// </summary>
public sealed class CfiFlash : NarrowDevice, IStateful, IDisposable
{
    public const int Bytes = 16 << 20;
    public const int BlockBytes = 128 << 10;

    private const uint Manufacturer = 0x89;
    private const uint Device = 0x18;
    private const byte Ready = 0x80;
    private const byte EraseError = 0x20;
    private const byte ProgramError = 0x10;
    private const byte SequenceError = EraseError | ProgramError;
    private const byte LockedError = 0x02;

    private readonly EventQueue _events;
    private readonly FlashConfig _config;

    // Inverted, so that what was never programmed is the memory's zero.
    private readonly FlatMemory _content = new(Bytes);
    private readonly bool[] _locked = new bool[Bytes / BlockBytes];
    private long _busyUntil;
    private FlashMode _mode;
    private byte _pending;
    private byte _errors;
    private byte _spacing;

    public CfiFlash(EventQueue events, FlashConfig config)
        : base(width: 1)
    {
        _events = events;
        _config = config;
    }

    private bool IsBusy => _busyUntil > _events.Now;

    /// <summary>Puts an image into a flash that reads as erased elsewhere.</summary>
    public void Load(ReadOnlySpan<byte> image, int offset = 0)
    {
        if (offset + image.Length > Bytes)
        {
            throw new ArgumentException(
                $"a flash image of {image.Length} bytes at 0x{offset:x} does not fit {Bytes} bytes", nameof(image));
        }

        Span<byte> content = _content.Write(offset, image.Length);
        for (int i = 0; i < image.Length; i++)
        {
            content[i] = (byte)~image[i];
        }
    }

    /// <summary>The cell itself, whatever mode the part is in.</summary>
    public byte Cell(int address) => (byte)~_content.ReadByte(address);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("flash");
        visitor.Visit(_content);
        visitor.Block(_locked);
        visitor.Value(ref _busyUntil);
        visitor.Value(ref _mode);
        visitor.Value(ref _pending);
        visitor.Value(ref _errors);
        visitor.Value(ref _spacing);
    }

    public void Dispose() => _content.Dispose();

    /// <summary>The part's reset pin: it shows its array again; cells and locks stay.</summary>
    public void Reset()
    {
        _mode = FlashMode.Array;
        _pending = 0;
        _errors = 0;
        _busyUntil = 0;
    }

    /// <inheritdoc/>
    protected override uint ReadUnit(uint address) => _mode switch
    {
        FlashMode.Array => Cell((int)address & (Bytes - 1)),
        FlashMode.Status => (uint)(_errors | (IsBusy ? 0 : Ready)),
        FlashMode.Query => CfiTable.At(address >> _spacing),
        _ => Identifier(address & (Bytes - 1)),
    };

    /// <inheritdoc/>
    protected override void WriteUnit(uint address, uint value)
    {
        address &= Bytes - 1;
        if (IsBusy)
        {
            return;
        }

        byte pending = _pending;
        _pending = 0;
        switch (pending)
        {
            case 0x10 or 0x40:
                Program(address, (byte)value);
                break;
            case 0x20:
                Erase(address, (byte)value);
                break;
            case 0x60:
                Lock(address, (byte)value);
                break;
            default:
                Command(address, (byte)value);
                break;
        }
    }

    private void Command(uint address, byte command)
    {
        switch (command)
        {
            case 0x10 or 0x40 or 0x20 or 0x60:
                _pending = command;
                _mode = FlashMode.Status;
                break;
            case 0x50:
                _errors = 0;
                break;
            case 0x70:
                _mode = FlashMode.Status;
                break;
            case 0x90:
                _mode = FlashMode.Identifier;
                break;
            case 0x98:
                _mode = FlashMode.Query;
                _spacing = (address & 0xff) == 0xaa ? (byte)1 : (byte)0;
                break;
            default:
                _mode = FlashMode.Array;
                break;
        }
    }

    private void Program(uint address, byte value)
    {
        if (_locked[address / BlockBytes])
        {
            _errors |= ProgramError | LockedError;
            return;
        }

        _content.WriteByte(address, (byte)(_content.ReadByte(address) | ~value));
        _busyUntil = _events.Now + (_config.ProgramMicroseconds * Ticks.PerMicrosecond);
    }

    private void Erase(uint address, byte confirm)
    {
        if (confirm != 0xd0)
        {
            _errors |= SequenceError;
        }
        else if (_locked[address / BlockBytes])
        {
            _errors |= EraseError | LockedError;
        }
        else
        {
            _content.Write(address & ~(uint)(BlockBytes - 1), BlockBytes).Clear();
            _busyUntil = _events.Now + (_config.EraseMilliseconds * Ticks.PerMillisecond);
        }
    }

    // A lock is for one block, the release for all of them.
    private void Lock(uint address, byte value)
    {
        switch (value)
        {
            case 0x01:
                _locked[address / BlockBytes] = true;
                break;
            case 0xd0:
                Array.Clear(_locked);
                break;
            default:
                _errors |= SequenceError;
                break;
        }
    }

    private uint Identifier(uint address) => ((address & (BlockBytes - 1)) >> _spacing) switch
    {
        0 => Manufacturer,
        1 => Device,
        2 => _locked[address / BlockBytes] ? 1u : 0,
        _ => 0,
    };
}
