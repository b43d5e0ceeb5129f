using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Registers;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>
/// The 4 KB of CSRs, the same from both sides: 16 doorbells to each side with masks, eight scratchpads, the look-up
/// table of upstream memory 2. *Not modelled:* configuration and I/O cycle generation, I2O, ROM, page-boundary
/// interrupts.
/// </summary>
public sealed class BridgeCsrs : IRegisterOwner, IStateful
{
    public const int ClearIrq = 0x98;
    public const int SetIrq = 0x9c;
    public const int ClearMask = 0xa0;
    public const int SetMask = 0xa4;
    public const int Scratchpad0 = 0xa8;
    public const int LookupTable = 0x100;
    public const int LookupEntries = 64;

    private readonly RegisterBank _bank;
    private uint _pending;
    private uint _mask = uint.MaxValue;
    private uint _lines;

    public BridgeCsrs()
    {
        _bank = new RegisterBank("bridge21555.csr", 4096, this);
        Declare();
    }

    public RegisterBank Registers => _bank;

    /// <summary>Primary INTA#, to the host.</summary>
    public IPciInterruptPin? PrimaryPin { get; set; }

    /// <summary>Secondary INTA#, the board's INTB.</summary>
    public IPciInterruptPin? SecondaryPin { get; set; }

    /// <summary>Requests: primary in bits 15:0, secondary in 31:16.</summary>
    public uint Pending => _pending;

    /// <summary>Set requests written to the primary side, and those whose bit was still set.</summary>
    public long PrimarySets { get; private set; }

    public long PrimarySetsCoalesced { get; private set; }

    internal uint LookupEntry(int page) => _bank.At(LookupTable + (4 * page))!.Value;

    public uint Read(int offset) => _bank.Read(offset & ~3);

    public void Write(int offset, uint value, uint mask) => _bank.WriteLanes(offset & ~3, value, mask);

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
        if (register.Offset is ClearIrq or SetIrq)
        {
            register.Value = _pending;
        }
        else if (register.Offset is ClearMask or SetMask)
        {
            register.Value = _mask;
        }
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        switch (register.Offset)
        {
            case ClearIrq:
                _pending &= ~written;
                break;
            case SetIrq:
                CountSets(written & 0xffff);
                _pending |= written;
                break;
            case ClearMask:
                _mask &= ~written;
                break;
            case SetMask:
                _mask |= written;
                break;
            default:
                return;
        }

        Drive();
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(_bank);
        visitor.Value(ref _pending);
        visitor.Value(ref _mask);
        visitor.Value(ref _lines);
        if (!visitor.IsHashing)
        {
            long sets = PrimarySets;
            long coalesced = PrimarySetsCoalesced;
            visitor.Value(ref sets);
            visitor.Value(ref coalesced);
            (PrimarySets, PrimarySetsCoalesced) = (sets, coalesced);
        }
    }

    private void CountSets(uint bits)
    {
        if (bits != 0)
        {
            PrimarySets++;
            PrimarySetsCoalesced += (_pending & bits) == bits ? 1 : 0;
        }
    }

    private void Drive()
    {
        uint active = _pending & ~_mask;
        uint lines = ((active & 0xffff) != 0 ? 1u : 0) | (active >> 16 != 0 ? 2u : 0);
        uint changed = lines ^ _lines;
        _lines = lines;
        if ((changed & 1) != 0)
        {
            PrimaryPin?.OnInterruptLine((lines & 1) != 0);
        }

        if ((changed & 2) != 0)
        {
            SecondaryPin?.OnInterruptLine((lines & 2) != 0);
        }
    }

    private void Declare()
    {
        // All four act on ones and read as the state they act on; none keeps a written value.
        const string Pair = "31:16 SECONDARY w1c; 15:0 PRIMARY w1c";
        _bank.Add(ClearIrq, "CLEAR_IRQ", Pair);
        _bank.Add(SetIrq, "SET_IRQ", Pair);
        _bank.Add(ClearMask, "CLEAR_IRQ_MASK", Pair);
        _bank.Add(SetMask, "SET_IRQ_MASK", Pair);
        for (int i = 0; i < 8; i++)
        {
            _bank.Add(Scratchpad0 + (4 * i), $"SCRATCHPAD_{i}", "31:0 VALUE rw");
        }

        for (int i = 0; i < LookupEntries; i++)
        {
            _bank.Add(
                LookupTable + (4 * i), $"UPSTREAM_2_PAGE_{i}",
                "31:8 BASE rw; 7:4 -; 3 PREFETCHABLE rw; 2:1 -; 0 VALID rw");
        }

        for (int offset = 0; offset < 0x98; offset += 4)
        {
            string name = offset switch
            {
                < 0x10 => "CONFIGURATION_CYCLE",
                < 0x14 => "OWN_BITS",
                < 0x28 => "IO_CYCLE",
                < 0x30 => "LOOKUP_TABLE",
                < 0x68 => "I2O",
                < 0x80 => "TRANSLATED_BASE",
                < 0x84 => "CHIP_STATUS",
                < 0x88 => "CHIP_IRQ_MASK",
                _ => "PAGE_BOUNDARY_IRQ",
            };
            _bank.Add(offset, $"{name}_{offset:X2}", "31:0 VALUE nm");
        }

        _bank.Add(0xc8, "ROM_SETUP", "31:0 VALUE nm");
        _bank.Add(0xcc, "ROM_ACCESS", "31:0 VALUE nm");
    }
}
