using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>
/// Makes random programs of every instruction class for User mode. Registers start from a table and flow from item to item; memory accesses
/// are aimed at a sandbox; after each block all registers and the status register are folded into a record of their own. The program
/// ends by writing the records and the sandbox to standard output.
/// </summary>
internal sealed partial class FuzzGenerator
{
    private const uint Origin = 0x0010_0000;
    private const uint Sandbox = 0x0100_0000;
    private const int SandboxBytes = 4096;
    private const uint Log = 0x0110_0000;
    private const int RecordBytes = 64;
    private const int PageBytes = 4096;

    /// <summary>A block starts no later in its page: there is room for the longest.</summary>
    private const int LastBlockStart = 1024;

    private static readonly uint[] Interesting =
    [
        0, 1, 2, 0xffff_ffff, 0xffff_fffe, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0x4000_0000, 0xc000_0000, 0x7fff, 0x8000, 0xffff_8000,
        0xffff_7fff, 0x7fff_8000, 0x8000_7fff, 0x8000_8000, 0x1f, 0x20, 0x21, 0xff, 0x100, 0x5555_5555, 0xaaaa_aaaa,
    ];

    private readonly FuzzOptions _options;
    private readonly SeededRandom _random;
    private readonly CodeBuffer _code;
    private readonly FuzzClass[] _classes;
    private readonly List<(int Label, uint Value, int Target)> _pool = [];
    private readonly List<FuzzCheckpoint> _checkpoints = [];
    private readonly SortedDictionary<string, int> _drawn = new(StringComparer.Ordinal);
    private int _checkpointLabel;
    private uint _page;
    private int _block;
    private uint _since;

    private FuzzGenerator(FuzzOptions options)
    {
        _options = options;
        _random = new SeededRandom(options.Seed);
        _code = new CodeBuffer(Origin, options.IsBigEndian);
        _classes =
        [
            .. FuzzClass.Arm.Where(c => options.UsesThumb || c.Kind != FuzzKind.Island),
            .. options.UsesAccumulator ? FuzzClass.Accumulator.Where(c => options.UsesMia || c.Name != "MIA") : [],
        ];
    }

    private bool IsDense => _block == _options.DenseBlock;

    public static FuzzProgram Create(FuzzOptions options) => new FuzzGenerator(options).Create();

    private FuzzProgram Create()
    {
        int start = _code.NewLabel();
        _code.Word(0xea00_0000, FixupKind.ArmBranch, start);

        // Variables have a page of their own, and so has the cell of every page of code: a reference that translates code
        // is slow when data in a page of code change. They lie at its end, near the checkpoint routine.
        _code.Align(PageBytes, 0);
        while (_code.Here % PageBytes != PageBytes - 96)
        {
            _code.Word(0);
        }

        int count = _code.BindNew();
        _code.Word((uint)_options.Passes);
        int table = _code.BindNew();
        for (int i = 0; i < 16; i++)
        {
            _code.Word((uint)_random.NextUInt64());
        }

        int cost = WriteCheckpointRoutine();
        _code.Bind(start);
        WriteStart(table);
        for (_block = 0; _block < _options.Blocks; _block++)
        {
            if (_block == 0 || IsDense || _code.Here - _page > LastBlockStart)
            {
                NextPage();
            }

            _since = _code.Here;
            for (int i = 0; i < _options.ItemsPerBlock; i++)
            {
                ArmItem(0);
            }

            Checkpoint(isThumb: false);
            FlushPool();
            if (!IsDense && _code.Here - _page > PageBytes)
            {
                throw new InvalidOperationException($"block {_block} of seed {_options.Seed} is longer than its page");
            }
        }

        uint done = WriteEnd(start, count);
        byte[] sandbox = new byte[SandboxBytes];
        for (int i = 0; i < sandbox.Length; i++)
        {
            sandbox[i] = (byte)_random.Next(256);
        }

        int logBytes = _checkpoints.Count * RecordBytes;
        return new FuzzProgram
        {
            Options = _options,
            Elf = FuzzElf.Write(
                _options.IsBigEndian,
                Origin,
                (Origin, PatchedCode(logBytes), (uint)PatchedCode(logBytes).Length),
                (Sandbox, sandbox, SandboxBytes),
                (Log, [], (uint)logBytes)),
            Done = done,
            LogAddress = Log,
            LogBytes = logBytes,
            SandboxAddress = Sandbox,
            SandboxBytes = SandboxBytes,
            Checkpoints = _checkpoints,
            CheckpointCost = cost,
            Drawn = _drawn,
        };
    }

    private int _logBytesOffset;

    // The length of the log is known when the last checkpoint is.
    private byte[] PatchedCode(int logBytes)
    {
        byte[] code = _code.ToBytes();
        for (int i = 0; i < 4; i++)
        {
            code[_logBytesOffset + i] = (byte)(logBytes >> (8 * (_options.IsBigEndian ? 3 - i : i)));
        }

        return code;
    }

    // Folds every register into the record: r0 = memory, memory = register + (r0 ror 27). Flags stay.
    // At lr: address of the cell that holds lr, address of the record, one spare word.
    private int WriteCheckpointRoutine()
    {
        int r0 = _code.BindNew();
        _code.Word(0);
        int r1 = _code.BindNew();
        _code.Word(0);
        int r2 = _code.BindNew();
        _code.Word(0);
        int back = _code.BindNew();
        _code.Align(PageBytes, 0);
        _checkpointLabel = _code.BindNew();
        uint from = _code.Here;
        NearStore(0, r0);
        NearStore(1, r1);
        _code.Word(0xe59e_1004);
        for (uint register = 2; register < 14; register++)
        {
            Fold(register);
        }

        NearStore(2, r2);
        NearLoad(2, r0);
        Fold(2);
        NearLoad(2, r1);
        Fold(2);
        _code.Word(0xe59e_2000);
        _code.Word(0xe592_2000);
        Fold(2);
        _code.Word(0xe10f_2000);
        Fold(2);
        _code.Word(0xe28e_e00c);
        NearStore(14, back);
        _code.Word(0xe51e_e00c);
        _code.Word(0xe59e_e000);
        NearLoad(0, r0);
        NearLoad(1, r1);
        NearLoad(2, r2);
        NearLoad(15, back);
        return (int)((_code.Here - from) / 4) + 2;
    }

    private void Fold(uint register)
    {
        _code.Word(0xe591_0000);
        _code.Word(0xe080_0de0 | (register << 16));
        _code.Word(0xe481_0004);
    }

    // The cells lie before the routine: negative offsets.
    private void NearStore(uint register, int label) =>
        _code.Word(0xe50f_0000 | (register << 12) | (_code.Here + 8 - _code.AddressOf(label)));

    private void NearLoad(uint register, int label) =>
        _code.Word(0xe51f_0000 | (register << 12) | (_code.Here + 8 - _code.AddressOf(label)));

    // New values into the table (a multiplicative generator), then all registers and flags from it.
    private void WriteStart(int table)
    {
        ArmLiteral(0, 0, table);
        _code.Word(0xe3a0_1010);
        ArmLiteral(2, 0x915f_77f5);
        ArmLiteral(3, 0x6d2b_79f5);
        int loop = _code.BindNew();
        _code.Word(0xe590_4000);
        _code.Word(0xe005_0294);
        _code.Word(0xe085_5003);
        _code.Word(0xe025_57a5);
        _code.Word(0xe480_5004);
        _code.Word(0xe251_1001);
        _code.Word(0x1a00_0000, FixupKind.ArmBranch, loop);
        ArmLiteral(14, 0, table);
        _code.Word(0xe59e_003c);
        _code.Word(0xe128_f000);
        _code.Word(0xe89e_1fff);
        _code.Word(0xe59e_d034);
        _code.Word(0xe59e_e038);
        FlushPool();
    }

    private uint WriteEnd(int start, int count)
    {
        ArmLiteral(0, 0, count);
        _code.Word(0xe590_1000);
        _code.Word(0xe251_1001);
        _code.Word(0xe580_1000);
        int again = PoolLabel(0, start);
        _code.Word(0x159f_f000, FixupKind.ArmLoad, again);
        uint done = _code.Here;
        _code.Word(0xe3a0_0001);
        ArmLiteral(1, Log);
        int length = PoolLabel(0xffff_fff0, -1);
        _code.Word(0xe59f_2000, FixupKind.ArmLoad, length);
        _code.Word(0xe3a0_7004);
        _code.Word(0xef00_0000);
        _code.Word(0xe3a0_0001);
        ArmLiteral(1, Sandbox);
        ArmLiteral(2, SandboxBytes);
        _code.Word(0xe3a0_7004);
        _code.Word(0xef00_0000);
        _code.Word(0xe3a0_0000);
        _code.Word(0xe3a0_7001);
        _code.Word(0xef00_0000);
        FlushPool();
        _logBytesOffset = (int)(_code.AddressOf(length) - Origin);

        // The last page of code has its cell too.
        _code.Align(2 * PageBytes, 0);
        _code.Word(0);
        return done;
    }

    // A page of code, reached by a branch; the first word of the page after it is the cell for r14.
    private void NextPage()
    {
        int next = _code.NewLabel();
        _code.Word(0xea00_0000, FixupKind.ArmBranch, next);
        _code.Align(2 * PageBytes, 0);
        _code.Bind(next);
        _page = _code.Here;
    }

    // str r14, cell / bl checkpoint / address of the cell / address of the record / a cell in the code for dense checkpoints,
    // which are so many that they do not fit into a page
    private void Checkpoint(bool isThumb)
    {
        uint end = _code.Here;
        if (isThumb)
        {
            ThumbToArm();
        }

        uint record = Log + (uint)(_checkpoints.Count * RecordBytes);
        _checkpoints.Add(new FuzzCheckpoint(_block, _since, end, isThumb));
        uint cell = IsDense ? _code.Here + 16 : _page + PageBytes;
        _code.Word(0xe58f_e000 | (cell - _code.Here - 8));
        _code.Word(0xeb00_0000, FixupKind.ArmBranch, _checkpointLabel);
        _code.Word(cell);
        _code.Word(record);
        _code.Word(0);
        if (isThumb)
        {
            // Thumb literals do not reach far.
            FlushPool();

            // ldr pc, [pc, #-4]: the only way back that changes no register.
            int next = _code.NewLabel();
            _code.Word(0xe51f_f004);
            _code.Word(0, FixupKind.Address, next, 1);
            _code.Bind(next);
        }

        _since = _code.Here;
    }

    private int PoolLabel(uint value, int target)
    {
        int label = _code.NewLabel();
        _pool.Add((label, value, target));
        return label;
    }

    private void ArmLiteral(uint register, uint value, int target = -1) =>
        _code.Word(0xe59f_0000 | (register << 12), FixupKind.ArmLoad, PoolLabel(value, target));

    private void FlushPool()
    {
        if (_pool.Count == 0)
        {
            return;
        }

        int over = _code.NewLabel();
        _code.Word(0xea00_0000, FixupKind.ArmBranch, over);
        foreach ((int label, uint value, int target) in _pool)
        {
            _code.Bind(label);
            if (target >= 0)
            {
                _code.Word(0, FixupKind.Address, target, (int)value);
            }
            else
            {
                _code.Word(value);
            }
        }

        _pool.Clear();
        _code.Bind(over);
    }

    private uint Draw(FuzzClass drawn, FuzzExclusion[] exclusions)
    {
        while (true)
        {
            uint word = drawn.Draw(_random);
            if (!Array.Exists(exclusions, e => e.Kinds.Contains(drawn.Kind) && e.Applies(drawn, word)))
            {
                _drawn[drawn.Name] = _drawn.GetValueOrDefault(drawn.Name) + 1;
                return word;
            }
        }
    }

    private FuzzClass Choose(FuzzClass[] classes, Func<FuzzClass, bool> isAllowed)
    {
        int total = classes.Where(isAllowed).Sum(c => c.Weight);
        int at = _random.Next(total);
        foreach (FuzzClass candidate in classes.Where(isAllowed))
        {
            at -= candidate.Weight;
            if (at < 0)
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("weights do not sum up");
    }

    private uint RandomValue() => _random.Next(2) == 0
        ? Interesting[_random.Next(Interesting.Length)]
        : (uint)(_random.NextUInt64() >> (32 + (_random.Next(3) * _random.Next(31))));

    /// <summary>An address in the sandbox with room on both sides for the longest transfer.</summary>
    private uint Aim(int alignment) => Sandbox + 128 + ((uint)_random.Next(SandboxBytes - 256) & ~(uint)(alignment - 1));
}
