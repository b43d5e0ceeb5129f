using CsCheck;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>Random programs on pages of every attribute, each page mapped once: what loads return, what memory holds at the end, and when.</summary>
[TestClass]
public sealed class CachesAgainstModel
{
    private const uint Pages = 0x0001_0000;
    private const int PageCount = 16;

    private static readonly Gen<Step> Steps =
        from kind in Gen.Frequency((8, Gen.Const(0)), (8, Gen.Const(1)), (1, Gen.Int[2, 9]))
        from page in Gen.Int[0, PageCount - 1]
        from set in Gen.Int[0, 3]
        from offset in Gen.Int[0, 31]
        from size in Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(4))
        from value in Gen.UInt
        from pause in Gen.Int[0, 20]
        select new Step(kind, (uint)(Pages + page * 4096 + set * 32 + ((page * 1024) & 0xfff)) + (uint)(offset & -size), size, value, pause);

    [TestMethod]
    public void Loads_return_what_was_stored_and_a_clean_puts_it_into_memory() =>
        Steps.Array[100, 400].Select(Gen.Bool, Gen.Int[0, 3]).Sample(
            (steps, bigEndian, mini) => Run(steps, bigEndian, mini, asynchronous: false), iter: 150);

    [TestMethod]
    public void A_bus_that_answers_later_gives_the_same_values_at_the_same_cycles() =>
        Steps.Array[100, 400].Select(Gen.Bool, Gen.Int[0, 3]).Sample(
            (steps, bigEndian, mini) =>
            {
                List<(uint, long)> atOnce = Run(steps, bigEndian, mini, asynchronous: false);
                List<(uint, long)> later = Run(steps, bigEndian, mini, asynchronous: true);
                CollectionAssert.AreEqual(atOnce, later);
            },
            iter: 150);

    private static List<(uint Value, long Cycle)> Run(Step[] steps, bool bigEndian, int mini, bool asynchronous)
    {
        using MemoryBench bench = new(asynchronous);
        bench.Memory.AuxiliaryControl = (uint)mini << 4;
        for (int page = 0; page < PageCount; page++)
        {
            uint address = Pages + (uint)(page * 4096);
            bench.MapPage(address, address + 0x0008_0000, page & 7);
        }

        bench.TurnOn(bigEndian ? 0x1085u : 0x1005u);
        byte[] model = new byte[PageCount * 4096];
        List<(uint, long)> trail = [];
        uint area = 0;
        foreach (Step step in steps)
        {
            bench.Memory.Cycle += step.Pause;
            uint seen = Do(bench, step, model, bigEndian, ref area);
            trail.Add((seen, bench.Memory.Cycle));
        }

        bench.CleanAll(ref area);
        for (uint line = 0; line < PageCount * 4096; line += 32)
        {
            bench.Clean(Pages + line);
        }

        bench.Drain();
        CollectionAssert.AreEqual(model, bench.Bus.Ram[(int)(Pages + 0x0008_0000)..(int)(Pages + 0x0008_0000 + PageCount * 4096)]);
        Assert.AreEqual(0, bench.Bus.Waiting);
        trail.Add((0, bench.Memory.Cycle));
        return trail;
    }

    private static uint Do(MemoryBench bench, Step step, byte[] model, bool bigEndian, ref uint area)
    {
        switch (step.Kind)
        {
            case 0:
                uint value = bench.Load(step.Address, step.Bytes);
                Assert.AreEqual(Model(model, step.Address, step.Bytes, bigEndian), value, $"load of {step.Address:x8}");
                return value;
            case 1:
                bench.Store(step.Address, step.Value, step.Bytes);
                Model(model, step.Address, step.Bytes, bigEndian, step.Value);
                return 0;
            case 2:
                bench.Clean(step.Address);
                return 0;
            case 3:
                bench.Clean(step.Address);
                bench.Invalidate(step.Address);
                return 0;
            case 4:
                bench.Execute(m =>
                {
                    m.Preload(step.Address);
                    return true;
                });
                return 0;
            case 5:
                bench.Drain();
                return 0;
            case 6:
                int bytes = step.Bytes == 2 ? 4 : step.Bytes;
                uint place = step.Address & (uint)-bytes;
                uint old = bench.Swap(place, step.Value, bytes);
                Assert.AreEqual(Model(model, place, bytes, bigEndian), old, $"swap of {place:x8}");
                Model(model, place, bytes, bigEndian, step.Value);
                return old;
            case 7:
                return Multiple(bench, step, model);
            case 8:
                bench.Cp15(8, 6, 1, step.Address);
                return 0;
            default:
                if ((step.Value & 7) == 0)
                {
                    bench.CleanAll(ref area);
                }

                return 0;
        }
    }

    /// <summary>LDM or STM of eight words that crosses a line.</summary>
    private static uint Multiple(MemoryBench bench, Step step, byte[] model)
    {
        uint first = Math.Min((step.Address & 0xffff_ffe0) + 20, Pages + PageCount * 4096 - 32);
        uint[] values = new uint[8];
        bool load = (step.Value & 1) != 0;
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m =>
        {
            for (uint i = 0; i < 8; i++)
            {
                if (load ? !m.Load32(first + 4 * i, out values[i]) : !m.Store32(first + 4 * i, step.Value + i))
                {
                    return false;
                }
            }

            return true;
        }));
        uint sum = 0;
        for (uint i = 0; i < 8; i++)
        {
            if (load)
            {
                Assert.AreEqual(Model(model, first + 4 * i, 4, false), values[i]);
                sum += values[i];
            }
            else
            {
                Model(model, first + 4 * i, 4, false, step.Value + i);
            }
        }

        return sum;
    }

    private static uint Flip(int bytes, bool bigEndian) => !bigEndian || bytes == 4 ? 0u : bytes == 2 ? 2u : 3u;

    private static uint Model(byte[] model, uint address, int bytes, bool bigEndian)
    {
        int at = (int)((address ^ Flip(bytes, bigEndian)) - Pages);
        uint value = 0;
        for (int i = 0; i < bytes; i++)
        {
            value |= (uint)model[at + i] << (8 * i);
        }

        return value;
    }

    private static void Model(byte[] model, uint address, int bytes, bool bigEndian, uint value)
    {
        int at = (int)((address ^ Flip(bytes, bigEndian)) - Pages);
        for (int i = 0; i < bytes; i++)
        {
            model[at + i] = (byte)(value >> (8 * i));
        }
    }

    private readonly record struct Step(int Kind, uint Address, int Bytes, uint Value, int Pause);
}
