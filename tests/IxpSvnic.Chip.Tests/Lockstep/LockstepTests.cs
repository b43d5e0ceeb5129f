using CsCheck;
using IxpSvnic.Benchmarks.Naive;
using IxpSvnic.Chip.Microengines;

namespace IxpSvnic.Chip.Tests.Lockstep;

/// <summary>
/// The chip's engines and the naive ones, written from the reference alone, run the same random programs on the same
/// memories and must be in the same state, with the same use of every cycle, whenever they are compared.
/// </summary>
[TestClass]
public sealed class LockstepTests
{
    private static readonly Gen<Block[]> Programs = Gen.Select(
        Gen.Int[0, Enum.GetValues<BlockKind>().Length - 1], Gen.ULong, (kind, seed) => new Block((BlockKind)kind, seed))
        .Array[1, 30];

    private static readonly uint[] Modes =
    [
        0,
        CtxEnablesBits.PrnEveryCycle,
        CtxEnablesBits.FourContexts,
        CtxEnablesBits.Lm0Global | CtxEnablesBits.Lm1Global,
        CtxEnablesBits.FourContexts | CtxEnablesBits.Lm1Global,
        0,
        0,
        CtxEnablesBits.PrnEveryCycle,
    ];

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Both_engines_agree_on_every_kind_of_instruction(int kind)
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            Block[] blocks = [.. Enumerable.Range(0, 6).Select(i => new Block((BlockKind)kind, (100 * seed) + (ulong)i))];
            string differences = Compare(blocks, 3);
            Assert.AreEqual("", differences, $"{(BlockKind)kind}, seed {seed}\n{Text(blocks, 0)}");
        }
    }

    public static IEnumerable<object[]> Kinds => Enumerable.Range(0, Enum.GetValues<BlockKind>().Length)
        .Select(kind => new object[] { kind });

    [TestMethod]
    public void Both_engines_agree_on_random_programs() => Programs.Sample(
        blocks => Assert.AreEqual("", Compare(blocks, 3), Text(blocks, 0)), iter: 60, threads: 1);

    [TestMethod]
    [TestCategory("Slow")]
    public void Both_engines_agree_on_many_random_programs() => Programs.Sample(
        blocks => Assert.AreEqual("", Compare(blocks, 8), Text(blocks, 0)), iter: 400, threads: 1);

    [TestMethod]
    public void A_difference_of_one_register_is_seen()
    {
        NaiveBench naive = new(1 << 20);
        ChipBench chip = new(1 << 20);
        naive.Start(0, Program([new Block(BlockKind.Alu, 1)], 0, 8), 1, 0);
        chip.Start(0, Program([new Block(BlockKind.Alu, 2)], 0, 8), 1, 0);
        naive.RunCycles(500);
        chip.RunCycles(500);
        Assert.AreNotEqual("", EngineState.Differences(naive, chip));
        Assert.AreNotEqual(EngineState.Hash(naive), EngineState.Hash(chip));
    }

    private static string Compare(Block[] blocks, int checks)
    {
        NaiveBench naive = new(1 << 20);
        ChipBench chip = new(1 << 20);
        naive.Memory.Fill(3);
        chip.Memory.Fill(3);
        for (int engine = 0; engine < 8; engine++)
        {
            uint mode = Modes[engine] | CtxEnablesBits.NnSelf;
            bool four = (mode & CtxEnablesBits.FourContexts) != 0;
            ulong[] program = Program(blocks, engine, four ? 4 : 8);
            int contexts = four ? 0x55 : 0xff;
            naive.Start(engine, program, contexts, mode);
            chip.Start(engine, program, contexts, mode);
        }

        for (int check = 1; check <= checks; check++)
        {
            naive.RunCycles(1000 + check);
            chip.RunCycles(1000 + check);
            string differences = EngineState.Differences(naive, chip);
            if (differences.Length > 0)
            {
                return $"after check {check}:\n{differences}";
            }
        }

        return "";
    }

    // Engines run the same blocks, each from another one on.
    private static ulong[] Program(Block[] blocks, int engine, int contexts) => Build(blocks, engine).Words(contexts);

    private static string Text(Block[] blocks, int engine) => Build(blocks, engine).ToString();

    private static ProgramText Build(Block[] blocks, int engine)
    {
        ProgramText text = new();
        BlockWriter writer = new(text);
        writer.Prologue();
        for (int i = 0; i < blocks.Length; i++)
        {
            writer.Write(blocks[(i + engine) % blocks.Length]);
        }

        writer.Epilogue();
        return text;
    }
}
