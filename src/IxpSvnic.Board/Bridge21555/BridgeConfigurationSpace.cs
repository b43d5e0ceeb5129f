using IxpSvnic.Pci.Registers;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>
/// Configuration space of the 21555, kept in the primary view; the secondary side sees its own header at 0x00-0x3f and
/// the primary's at 0x40-0x7f. Window size and type come from the setup registers. *Not modelled:* configuration cycle
/// generation, expansion ROM, power management, VPD, hot swap, the upper half of 64-bit addresses.
/// </summary>
public sealed class BridgeConfigurationSpace : IRegisterOwner, IStateful
{
    private const string Writable = "31:0 VALUE rw";
    private const uint Identity = 0xb555_8086;
    private const uint CsrMask = 0xffff_f000;
    private const uint IoMask = 0xffff_ff00;

    private readonly RegisterBank _bank;
    private readonly BridgeWindow[] _downstream = new BridgeWindow[4];
    private readonly BridgeWindow[] _upstream = new BridgeWindow[3];
    private readonly BridgeWindow[] _csr = new BridgeWindow[4];

    public BridgeConfigurationSpace()
    {
        _bank = new RegisterBank("bridge21555.configuration", 256, this);
        Declare();
        Update();
    }

    /// <summary>All registers, primary view.</summary>
    public RegisterBank Registers => _bank;

    internal ReadOnlySpan<BridgeWindow> Downstream => _downstream;

    internal ReadOnlySpan<BridgeWindow> Upstream => _upstream;

    /// <summary>CSR windows: primary memory, primary I/O, secondary memory, secondary I/O.</summary>
    internal ReadOnlySpan<BridgeWindow> Csr => _csr;

    /// <summary>Page size of upstream memory 2 as a power of two, 0 = disabled.</summary>
    internal int LutPageBits { get; private set; }

    /// <summary>Reads a dword; <paramref name="secondary"/> exchanges the two headers.</summary>
    public uint Read(int offset, bool secondary) => _bank.Read(View(offset, secondary));

    /// <summary>Writes the enabled lanes of a dword.</summary>
    public void Write(int offset, uint value, uint mask, bool secondary)
    {
        int at = View(offset, secondary);
        _bank.WriteLanes(at, value, mask);
    }

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        uint keep = register.Offset switch
        {
            0x10 => CsrMask,
            0x50 => CsrMask,
            0x14 or 0x54 => IoMask,
            0x18 => Size(0xb0),
            0x1c => Size(0xb4),
            0x20 => Size(0xb8),
            0x58 => Size(0xc4),
            0x5c => Size(0xc8),
            0x60 => LutWindowMask(),
            _ => uint.MaxValue,
        };
        if (keep != uint.MaxValue)
        {
            register.Value = (register.Value & keep) | TypeBits(register.Offset);
        }

        Update();
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(_bank);
        if (visitor.IsRestoring)
        {
            Update();
        }
    }

    private static int View(int offset, bool secondary) => secondary && offset < 0x80 ? offset ^ 0x40 : offset;

    // Setup bit 31 is enable and at the same time the top bit of the size mask.
    private uint Size(int setup)
    {
        uint value = _bank.At(setup)!.Value;
        return value >> 31 == 0 ? 0 : value & 0xffff_ffc0;
    }

    private uint LutWindowMask()
    {
        int code = (int)(_bank.At(0xcc)!.Value >> 24) & 15;
        return code == 0 ? 0 : ~((1u << (code + 7 + 6)) - 1);
    }

    private uint TypeBits(int bar) => bar switch
    {
        0x14 or 0x54 => 1,
        0x18 => Type(0xb0),
        0x1c => Type(0xb4),
        0x20 => Type(0xb8),
        0x58 => Type(0xc4),
        0x5c => Type(0xc8),
        0x60 => LutWindowMask() == 0 ? 0u : 8,
        _ => 0,
    };

    private uint Type(int setup) => Size(setup) == 0 ? 0 : _bank.At(setup)!.Value & 0xf;

    private void Update()
    {
        int code = (int)(_bank.At(0xcc)!.Value >> 24) & 15;
        LutPageBits = code == 0 ? 0 : code + 7;
        bool primaryMemory = (_bank.At(0x04)!.Value & 2) != 0;
        bool primaryIo = (_bank.At(0x04)!.Value & 1) != 0;
        bool primaryMaster = (_bank.At(0x04)!.Value & 4) != 0;
        bool secondaryMemory = (_bank.At(0x44)!.Value & 2) != 0;
        bool secondaryIo = (_bank.At(0x44)!.Value & 1) != 0;
        bool secondaryMaster = (_bank.At(0x44)!.Value & 4) != 0;
        _csr[0] = Fixed(0x10, CsrMask, primaryMemory);
        _csr[1] = Fixed(0x14, IoMask, primaryIo);
        _csr[2] = Fixed(0x50, CsrMask, secondaryMemory);
        _csr[3] = Fixed(0x54, IoMask, secondaryIo);
        _downstream[0] = Window(0x10, 0xac, 0x94, primaryMemory && secondaryMaster);
        _downstream[0].Skip = 0x1000;
        _downstream[1] = Window(0x18, 0xb0, 0x98, primaryMemory && secondaryMaster);
        _downstream[2] = Window(0x1c, 0xb4, 0x9c, primaryMemory && secondaryMaster);
        _downstream[3] = Window(0x20, 0xb8, 0xa0, primaryMemory && secondaryMaster);
        _upstream[0] = Window(0x58, 0xc4, 0xa4, secondaryMemory && primaryMaster);
        _upstream[1] = Window(0x5c, 0xc8, 0xa8, secondaryMemory && primaryMaster);
        uint mask = LutWindowMask();
        _upstream[2] = new BridgeWindow
        {
            Base = _bank.At(0x60)!.Value & mask,
            Offset = ~mask,
            Enabled = mask != 0 && secondaryMemory && primaryMaster,
        };
    }

    private BridgeWindow Fixed(int bar, uint mask, bool enabled) => new()
    {
        Base = _bank.At(bar)!.Value & mask,
        Offset = ~mask,
        Enabled = enabled && (_bank.At(bar)!.Value & mask) != 0,
        IsIo = mask == IoMask,
    };

    private BridgeWindow Window(int bar, int setup, int translated, bool enabled)
    {
        uint mask = Size(setup);
        return new BridgeWindow
        {
            Base = _bank.At(bar)!.Value & mask,
            Offset = ~mask,
            Translated = _bank.At(translated)!.Value,
            Enabled = enabled && mask != 0 && (_bank.At(bar)!.Value & mask) != 0,
            IsIo = (_bank.At(setup)!.Value & 1) != 0,
            Prefetchable = (_bank.At(setup)!.Value & 8) != 0,
        };
    }

    private void Declare()
    {
        for (int side = 0; side < 2; side++)
        {
            string s = side == 0 ? "PRIMARY" : "SECONDARY";
            int at = side * 0x40;
            _bank.Add(at, $"{s}_ID", "31:16 DEVICE ro; 15:0 VENDOR ro", Identity);
            _bank.Add(
                at + 0x04,
                $"{s}_COMMAND_STATUS",
                "31 PARITY w1c; 30 SERR w1c; 29 MASTER_ABORT w1c; 28 RECEIVED_TARGET_ABORT w1c; 27 TARGET_ABORT w1c; "
                + "26:25 DEVSEL ro; 24 DATA_PARITY w1c; 23:21 CAPABLE ro; 20 CAPABILITIES ro; 19:10 -; 9:6 ERRORS nm; "
                + "5:3 - ; 2 MASTER rw; 1 MEMORY rw; 0 IO rw",
                0x02a0_0000);
            _bank.Add(at + 0x08, $"{s}_CLASS_REVISION", "31:8 CLASS ro; 7:0 REVISION ro", 0x0680_0001);
            _bank.Add(
                at + 0x0c, $"{s}_LATENCY_LINE", "31:24 BIST -; 23:16 HEADER ro; 15:8 LATENCY nm; 7:0 LINE nm", 0x10);
            _bank.Add(at + 0x2c, $"{s}_SUBSYSTEM", "31:16 ID ro; 15:0 VENDOR ro", 0x0030_1331);
            _bank.Add(at + 0x34, $"{s}_CAPABILITIES", "31:8 -; 7:0 POINTER ro");
            _bank.Add(at + 0x3c, $"{s}_INTERRUPT", "31:16 LATENCY ro; 15:8 PIN ro; 7:0 LINE rw", 0x100);
        }

        foreach ((int offset, string name) in (ReadOnlySpan<(int, string)>)[
            (0x10, "DOWNSTREAM_MEMORY_0_BAR"), (0x14, "PRIMARY_CSR_IO_BAR"), (0x18, "DOWNSTREAM_1_BAR"),
            (0x1c, "DOWNSTREAM_2_BAR"), (0x20, "DOWNSTREAM_3_BAR"), (0x50, "SECONDARY_CSR_BAR"),
            (0x54, "SECONDARY_CSR_IO_BAR"), (0x58, "UPSTREAM_0_BAR"), (0x5c, "UPSTREAM_1_BAR"),
            (0x60, "UPSTREAM_2_BAR"), (0x94, "DOWNSTREAM_0_TRANSLATED_BASE"), (0x98, "DOWNSTREAM_1_TRANSLATED_BASE"),
            (0x9c, "DOWNSTREAM_2_TRANSLATED_BASE"), (0xa0, "DOWNSTREAM_3_TRANSLATED_BASE"),
            (0xa4, "UPSTREAM_0_TRANSLATED_BASE"), (0xa8, "UPSTREAM_1_TRANSLATED_BASE")])
        {
            _bank.Add(offset, name, Writable);
        }

        foreach ((int offset, string name, uint reset) in (ReadOnlySpan<(int, string, uint)>)[
            (0xac, "DOWNSTREAM_0_SETUP", CsrMask), (0xb0, "DOWNSTREAM_1_SETUP", 0), (0xb4, "DOWNSTREAM_2_SETUP", 0),
            (0xb8, "DOWNSTREAM_3_SETUP", 0), (0xc4, "UPSTREAM_0_SETUP", 0), (0xc8, "UPSTREAM_1_SETUP", 0)])
        {
            _bank.Add(
                offset, name, "31 ENABLE rw; 30:6 SIZE rw; 5:4 -; 3 PREFETCHABLE rw; 2:1 TYPE rw; 0 IO rw", reset);
        }

        foreach ((int offset, string name) in (ReadOnlySpan<(int, string)>)[
            (0x30, "EXPANSION_ROM_BAR"), (0x80, "DOWNSTREAM_CONFIGURATION_ADDRESS"),
            (0x84, "DOWNSTREAM_CONFIGURATION_DATA"), (0x88, "UPSTREAM_CONFIGURATION_ADDRESS"),
            (0x8c, "UPSTREAM_CONFIGURATION_DATA"), (0x90, "CONFIGURATION_OWN"), (0xbc, "DOWNSTREAM_3_UPPER_SETUP"),
            (0xc0, "EXPANSION_ROM_SETUP"), (0xd0, "CHIP_STATUS_ARBITER"), (0xd4, "SERR_DISABLE"),
            (0xd8, "RESET_CONTROL"), (0xdc, "POWER_MANAGEMENT"), (0xe0, "POWER_MANAGEMENT_DATA"), (0xe4, "VPD"),
            (0xe8, "VPD_DATA"), (0xec, "HOT_SWAP")])
        {
            _bank.Add(offset, name, "31:0 VALUE nm");
        }

        _bank.Add(0x24, "DOWNSTREAM_3_UPPER_BAR", "31:0 UPPER -");
        _bank.Add(
            0xcc, "CHIP_CONTROL", "31:28 CONTROL_1_HIGH nm; 27:24 UPSTREAM_2_PAGE rw; 23:11 CONTROL_LOW nm; "
            + "10 PRIMARY_LOCKOUT rw; 9:0 CONTROL_0 nm");
    }
}
