using CsCheck;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Instructions;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Tests.Core;

[TestClass]
public sealed class RunsAndSteps
{
    [TestMethod]
    public void Random_programs_run_in_windows_as_they_run_at_once_and_step_by_step()
    {
        Gen.Select(Gen.UInt, Gen.Int[1, 60], Gen.Bool).Sample(
            (seed, window, isThumb) =>
            {
                using TestCore whole = Random(seed, isThumb);
                using TestCore windows = Random(seed, isThumb);
                using TestCore steps = Random(seed, isThumb);
                while (steps.Core.Cycle < 3000)
                {
                    steps.Core.Step();
                }

                long end = steps.Core.Cycle;
                whole.Core.Run(end);
                while (windows.Core.Cycle < end)
                {
                    windows.Core.Run(Math.Min(end, windows.Core.Cycle + window));
                }

                string expected = StateVisitor.Hash(whole.Core);
                return whole.Core.InstructionsRetired == windows.Core.InstructionsRetired
                    && expected == StateVisitor.Hash(windows.Core) && expected == StateVisitor.Hash(steps.Core)
                    && StateVisitor.Hash(whole.Memory) == StateVisitor.Hash(windows.Memory)
                    && StateVisitor.Hash(whole.Memory) == StateVisitor.Hash(steps.Memory);
            },
            iter: 100,
            seed: "0000000000001");
    }

    [TestMethod]
    public void A_restored_core_goes_on_as_the_saved_one()
    {
        for (uint seed = 0; seed < 50; seed++)
        {
            using TestCore first = Random(seed, isThumb: seed % 2 == 0);
            using TestCore second = new();
            first.Core.Run(777);
            using MemoryStream stream = new();
            first.Core.Sync(StateVisitor.Saving(stream));
            first.Memory.Sync(StateVisitor.Saving(stream));
            stream.Position = 0;
            second.Core.Sync(StateVisitor.Restoring(stream));
            second.Memory.Sync(StateVisitor.Restoring(stream));
            Assert.AreEqual(StateVisitor.Hash(first.Core), StateVisitor.Hash(second.Core));
            Assert.AreEqual(first.Core.InstructionsRetired, second.Core.InstructionsRetired);

            // Slow accesses of the flat memory cost time, so both must begin with the same filters.
            first.Memory.ForgetFilters();
            first.Core.Run(2000);
            second.Core.Run(2000);
            Assert.AreEqual(StateVisitor.Hash(first.Core), StateVisitor.Hash(second.Core), $"seed {seed}");
            Assert.AreEqual(StateVisitor.Hash(first.Memory), StateVisitor.Hash(second.Memory), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Every_micro_op_is_reached_by_some_word_and_the_interpreter_executes_it()
    {
        HashSet<MicroOp> executed = [MicroOp.EndOfLine];
        Random random = new(3);
        Predecoder predecoder = new(new Arm.Timing.PipelineTiming());
        foreach (InstructionRow row in InstructionTable.Arm)
        {
            for (int i = 0; i < 1000; i++)
            {
                uint word = ((uint)random.NextInt64(1L << 32) & ~row.Pattern.Mask) | row.Pattern.Match;
                word = row.Pattern.IsConditional && row.Op != MicroOp.Branch ? (word & 0x0fff_ffff) | 0xe000_0000 : word;
                if (!row.Pattern.Matches(word) || (i >= 20 && executed.Contains(predecoder.Arm(word).Op)))
                {
                    continue;
                }

                using TestCore core = new(word);
                core.Core.Step();
                executed.Add(predecoder.Arm(word).Op);
            }
        }

        for (uint halfword = 0; halfword < 0x10000; halfword += 3)
        {
            MicroOp op = predecoder.Thumb(halfword).Op;
            if (executed.Contains(op) && halfword % 16 != 0)
            {
                continue;
            }

            using TestCore core = new();
            core.Thumb(halfword);
            core.Core.Step();
            executed.Add(op);
        }

        Assert.IsEmpty(Enum.GetValues<MicroOp>().Except(executed));
    }

    [TestMethod]
    public void Odd_program_counters_are_made_even_and_ARM_ones_whole()
    {
        using TestCore core = new();
        core.Core.ProgramCounter = 0x1003;
        Assert.AreEqual(0x1000u, core.Core.ProgramCounter);
        core.Core.Cpsr |= 0x20;
        core.Core.ProgramCounter = 0x1003;
        Assert.AreEqual(0x1002u, core.Core.ProgramCounter);
    }

    [TestMethod]
    public void Code_runs_across_the_end_of_a_line_and_to_the_end_of_memory()
    {
        // In the last line of the RAM: nops, then the fetch behind it aborts.
        using TestCore core = new();
        core.Core.ProgramCounter = 0xffe0;
        for (uint i = 0; i < 32; i += 4)
        {
            core.Memory.SetWord(0xffe0 + i, 0xe2800001);
        }

        core.Step(8);
        Assert.AreEqual(0x1_0000u, core.Core.ProgramCounter);
        core.Step();
        Assert.AreEqual(0x0cu, core.Core.ProgramCounter);
        Assert.AreEqual(8u, core[0]);
    }

    /// <summary>A page of random code in which registers point to data, and every trap comes back to the next instruction.</summary>
    private static TestCore Random(uint seed, bool isThumb)
    {
        Random random = new((int)seed);
        TestCore core = new();
        for (uint address = TestCore.Start; address < TestCore.Start + 0x1000; address += 4)
        {
            uint word = (uint)random.NextInt64(1L << 32);
            core.Memory.SetWord(address, isThumb || random.Next(4) == 0 ? word : word | 0xe000_0000 & ~(uint)random.Next(2) << 28);
        }

        for (uint address = 0x20; address < TestCore.Start; address += 4)
        {
            core.Memory.SetWord(address, 0xe1b0f00e);
        }

        core.Memory.SetWord(0x04, 0xe1b0f00e);
        core.Memory.SetWord(0x08, 0xe1b0f00e);
        core.Memory.SetWord(0x0c, 0xe3a0fa01);
        core.Memory.SetWord(0x10, 0xe25ef004);
        for (int r = 0; r < 15; r++)
        {
            core[r] = 0x3000 + (uint)random.Next(0x1000);
        }

        core.Core.Cpsr = isThumb ? 0x3fu : 0x1f;
        core.Core.ProgramCounter = TestCore.Start;
        return core;
    }
}
