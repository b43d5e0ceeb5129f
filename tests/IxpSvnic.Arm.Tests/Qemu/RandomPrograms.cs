using IxpSvnic.Arm.Tests.Qemu.Fuzz;

namespace IxpSvnic.Arm.Tests.Qemu;

/// <summary>Registers, flags and memory after random ARM and Thumb programs equal those of qemu.</summary>
[TestClass]
public sealed class RandomPrograms
{
    private const long Most = 100_000;

    [TestMethod]
    [TestCategory("External")]
    [DataRow(false, DisplayName = "little-endian, beside qemu-arm")]
    [DataRow(true, DisplayName = "big-endian, beside qemu-armeb")]
    public void A_hundred_thousand_random_instructions_end_as_under_qemu(bool isBigEndian)
    {
        long executed = 0;
        for (ulong seed = 1; executed < Most; seed++)
        {
            executed += FuzzComparison.Check(new FuzzOptions
            {
                Seed = seed,
                Blocks = 1000,
                IsBigEndian = isBigEndian,
                UsesAccumulator = seed % 2 == 0,
            });
        }
    }

    /// <summary>The long run: another set of seeds by IXPSVNIC_FUZZ_SEED, another length by IXPSVNIC_FUZZ_MILLIONS.</summary>
    [TestMethod]
    [TestCategory("External")]
    [TestCategory("Slow")]
    public void A_hundred_million_random_instructions_end_as_under_qemu()
    {
        ulong seed = Setting("IXPSVNIC_FUZZ_SEED", 1_000);
        long wanted = (long)Setting("IXPSVNIC_FUZZ_MILLIONS", 100) * 1_000_000;
        long executed = 0;
        while (executed < wanted)
        {
            executed += FuzzComparison.Check(new FuzzOptions
            {
                Seed = seed,
                Blocks = 800,
                Passes = 200,
                IsBigEndian = seed % 2 == 0,
                UsesAccumulator = seed % 4 < 2,
            });
            seed++;
        }
    }

    [TestMethod]
    public void Every_class_of_instruction_is_drawn()
    {
        FuzzProgram program = FuzzGenerator.Create(new FuzzOptions { Seed = 3, Blocks = 1000, UsesAccumulator = true });
        foreach (FuzzClass drawn in (FuzzClass[])[.. FuzzClass.Arm, .. FuzzClass.Accumulator, .. FuzzClass.Thumb])
        {
            Assert.IsGreaterThan(20, program.Drawn.GetValueOrDefault(drawn.Name), drawn.Name);
        }
    }

    [TestMethod]
    public void Every_exclusion_has_a_reason_and_leaves_something_out()
    {
        foreach ((FuzzClass[] classes, FuzzExclusion[] exclusions) in
            ((FuzzClass[], FuzzExclusion[])[])[([.. FuzzClass.Arm, .. FuzzClass.Accumulator], FuzzExclusion.Arm), (FuzzClass.Thumb, FuzzExclusion.Thumb)])
        {
            Sim.Statistics.SeededRandom random = new(5);
            foreach (FuzzExclusion exclusion in exclusions)
            {
                Assert.IsGreaterThan(5, exclusion.Reason.Length, exclusion.Form);
                FuzzClass[] concerned = [.. classes.Where(c => exclusion.Kinds.Contains(c.Kind))];
                Assert.IsTrue(
                    Enumerable.Range(0, 2_000_000).Any(_ => concerned.Any(c => exclusion.Applies(c, c.Draw(random)))),
                    $"{exclusion.Form}: never applies");
            }
        }

        Assert.IsTrue(Array.TrueForAll(FuzzExclusion.NeverDrawn, e => e.Reason.Length > 5));
    }

    [TestMethod]
    public void A_seed_always_gives_the_same_program()
    {
        FuzzOptions options = new() { Seed = 77, Blocks = 20 };
        CollectionAssert.AreEqual(FuzzGenerator.Create(options).Elf, FuzzGenerator.Create(options).Elf);
        CollectionAssert.AreNotEqual(FuzzGenerator.Create(options).Elf, FuzzGenerator.Create(options with { Seed = 78 }).Elf);
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), out ulong value) ? value : otherwise;
}
