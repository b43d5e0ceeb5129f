using System.Globalization;
using IxpSvnic.Chip.PciUnit;
using IxpSvnic.Chip.Shac.Cap;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// The interrupt controller in the gasket, D600_0000 (Linux ixp2000-regs.h, Barrelfish pic0). Raw bits follow their sources and are
/// cleared there; bits of microengine threads stay until a one is written to the raw register. Group 0 of A and B is cluster 0,
/// group 2 cluster 1; the others belong to the IXP2800 and read 0. *Not modelled:* ECC and parity errors, hence nothing drives
/// their bits; routing of sources to the host.
/// </summary>
public sealed class InterruptController : RegisterBlock, IThreadInterruptSink, IPciInterruptOutputs
{
    internal const string Bits = "31:28 -; 27:24 THREAD_B {0}; 23:20 -; 19:16 THREAD_A {0}; 15:0 SOURCES {0}";
    internal const int ErrorSummaryBit = 1;

    private const int RawThreads = 0x60;
    private const int SoftInterrupt = 0x54;

    private readonly Register _raw;
    private readonly Register _soft;
    private readonly Register[] _threads = new Register[InterruptSide.ThreadGroups];
    private readonly InterruptSide _irqSide;
    private readonly InterruptSide _fiqSide;
    private uint _lines;
    private uint _attention;
    private uint _errors;
    private bool _irq;
    private bool _fiq;

    internal InterruptController()
        : base("interrupts", 0x300)
    {
        _raw = Registers.Add(0, "IRQ_RAW_STATUS", Bits.Replace("{0}", "ro", StringComparison.Ordinal));
        _fiqSide = new InterruptSide(Registers, "FIQ", 0x04, 0x0c, 0x20, 0x28, 0xa0, 0x120);
        _irqSide = new InterruptSide(Registers, "IRQ", 0x08, 0x10, 0x24, 0x2c, 0xe0, 0x160);
        _soft = Registers.Add(SoftInterrupt, "SOFT_INT", "31:1 -; 0 INTERRUPT rw");
        for (int group = 0; group < _threads.Length; group++)
        {
            _threads[group] = Registers.Add(
                RawThreads + GroupOffset(group), $"IRQ_THD_RAW_STATUS_{GroupName(group)}", GroupExists(group) ? "31:0 THREADS w1c" : "31:0 -");
        }
    }

    /// <summary>The core's IRQ and FIQ inputs have changed, now.</summary>
    public Action<bool, bool>? LinesChanged { get; set; }

    public bool Irq => _irq;

    public bool Fiq => _fiq;

    /// <summary>A source's level.</summary>
    public void Drive(InterruptSource source, bool asserted) => Drive(ref _lines, (int)source, asserted);

    /// <summary>An error source's level.</summary>
    public void Drive(ErrorSource source, bool asserted) => Drive(ref _errors, (int)source, asserted);

    /// <summary>A microengine has stopped at a breakpoint or bad parity, or that has been cleared.</summary>
    public void OnAttention(int me, bool asserted)
    {
        _attention = asserted ? _attention | (1u << me) : _attention & ~(1u << me);
        Drive(InterruptSource.MeAttention, _attention != 0);
    }

    /// <inheritdoc/>
    public void OnThreadInterrupt(bool isB, int me, int context)
    {
        _threads[(isB ? 4 : 0) + ((me >> 2) * 2)].Value |= 1u << ((8 * (me & 3)) + context);
        Settle();
    }

    /// <inheritdoc/>
    public void OnPciInterrupt(int irq, bool asserted) => Drive((InterruptSource)irq, asserted);

    /// <inheritdoc/>
    public override void OnWrite(Register register, uint written, uint before)
    {
        _irqSide.OnWrite(register, written, before);
        _fiqSide.OnWrite(register, written, before);
        Settle();
    }

    /// <inheritdoc/>
    public override void Sync(StateVisitor visitor)
    {
        base.Sync(visitor);
        visitor.Value(ref _lines);
        visitor.Value(ref _attention);
        visitor.Value(ref _errors);
        visitor.Value(ref _irq);
        visitor.Value(ref _fiq);
    }

    internal static bool GroupExists(int group) => (group & 1) == 0;

    /// <summary>Bit of the status registers that stands for a group: 16-19 A, 24-27 B.</summary>
    internal static int GroupBit(int group) => group < 4 ? 16 + group : 20 + group;

    /// <summary>A group's register behind that of A 0: the B registers are 0x20 further.</summary>
    internal static int GroupOffset(int group) => (4 * (group & 3)) + (0x20 * (group >> 2));

    internal static string GroupName(int group) =>
        string.Create(CultureInfo.InvariantCulture, $"{(group < 4 ? 'A' : 'B')}_{group & 3}");

    private void Drive(ref uint levels, int bit, bool asserted)
    {
        uint mask = 1u << bit;
        if ((levels & mask) != 0 != asserted)
        {
            levels ^= mask;
            Settle();
        }
    }

    private void Settle()
    {
        uint lines = _lines | _soft.Value;
        _raw.Value = _irqSide.Settle(lines, _errors, _threads);
        _fiqSide.Settle(lines, _errors, _threads);
        bool irq = _irqSide.Status.Value != 0;
        bool fiq = _fiqSide.Status.Value != 0;
        if (irq != _irq || fiq != _fiq)
        {
            (_irq, _fiq) = (irq, fiq);
            LinesChanged?.Invoke(irq, fiq);
        }
    }
}
