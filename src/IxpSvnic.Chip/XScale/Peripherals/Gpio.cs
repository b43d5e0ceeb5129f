using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// Eight general purpose lines, C001_0000 (Linux ixp2000-regs.h, NFP-32xx nfp_gpio.h). A line that nobody drives is high (A87).
/// </summary>
public sealed class Gpio : RegisterBlock
{
    public const int Lines = 8;

    private const string Stored = "31:8 -; 7:0 LINES rw";
    private const string Shown = "31:8 -; 7:0 LINES ro";
    private const string Written = "31:8 -; 7:0 LINES wo";
    private const string Sticky = "31:8 -; 7:0 LINES w1c";

    private readonly InterruptController _interrupts;
    private readonly TimerBlock _timers;
    private readonly Register _level;
    private readonly Register _direction;
    private readonly Register _output;
    private readonly Register _rising;
    private readonly Register _falling;
    private readonly Register _edges;
    private readonly Register _high;
    private readonly Register _low;
    private readonly Register _levels;
    private readonly Register _enable;
    private readonly Register _status;
    private uint _pins = 0xff;
    private uint _before = 0xff;

    internal Gpio(InterruptController interrupts, TimerBlock timers)
        : base("gpio", 0x44)
    {
        _interrupts = interrupts;
        _timers = timers;
        _level = Registers.Add(0x00, "GPIO_PLR", Shown, 0xff);
        _direction = Registers.Add(0x04, "GPIO_PDPR", Shown);
        Registers.Add(0x08, "GPIO_PDSR", Written);
        Registers.Add(0x0c, "GPIO_PDCR", Written);
        _output = Registers.Add(0x10, "GPIO_POPR", Stored);
        Registers.Add(0x14, "GPIO_POSR", Written);
        Registers.Add(0x18, "GPIO_POCR", Written);
        _rising = Registers.Add(0x1c, "GPIO_REDR", Stored);
        _falling = Registers.Add(0x20, "GPIO_FEDR", Stored);
        _edges = Registers.Add(0x24, "GPIO_EDSR", Sticky);
        _high = Registers.Add(0x28, "GPIO_LSHR", Stored);
        _low = Registers.Add(0x2c, "GPIO_LSLR", Stored);
        _levels = Registers.Add(0x30, "GPIO_LDSR", Sticky);
        _enable = Registers.Add(0x34, "GPIO_INER", Shown);
        Registers.Add(0x38, "GPIO_INSR", Written);
        Registers.Add(0x3c, "GPIO_INCR", Written);
        _status = Registers.Add(0x40, "GPIO_INST", Shown);
    }

    /// <summary>What is outside pulls or drives a line, now.</summary>
    public void Drive(int line, bool level)
    {
        _pins = level ? _pins | (1u << line) : _pins & ~(1u << line);
        Settle();
    }

    /// <inheritdoc/>
    public override void OnWrite(Register register, uint written, uint before)
    {
        uint lines = written & 0xff;
        switch (register.Offset)
        {
            case 0x08:
                _direction.Value |= lines;
                break;
            case 0x0c:
                _direction.Value &= ~lines;
                break;
            case 0x14:
                _output.Value |= lines;
                break;
            case 0x18:
                _output.Value &= ~lines;
                break;
            case 0x38:
                _enable.Value |= lines;
                break;
            case 0x3c:
                _enable.Value &= ~lines;
                break;
        }

        Settle();
    }

    /// <inheritdoc/>
    public override void Sync(StateVisitor visitor)
    {
        base.Sync(visitor);
        visitor.Value(ref _pins);
        visitor.Value(ref _before);
    }

    private void Settle()
    {
        uint level = (_direction.Value & _output.Value) | (~_direction.Value & _pins);
        uint risen = level & ~_before;
        _edges.Value |= (risen & _rising.Value) | (_before & ~level & _falling.Value);
        _levels.Value |= (level & _high.Value) | (~level & _low.Value);
        _level.Value = level;
        _before = level;
        _status.Value = (_edges.Value | _levels.Value) & _enable.Value;
        _interrupts.Drive(InterruptSource.Gpio, _status.Value != 0);
        for (int line = 0; risen >> line != 0; line++)
        {
            if ((risen & (1u << line)) != 0)
            {
                _timers.OnRisingEdge(line);
            }
        }
    }
}
