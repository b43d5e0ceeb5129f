using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>An instruction that starts again touches no device twice.</summary>
[TestClass]
public sealed class KeptAnswerTests
{
    private const uint Device = 0x0030_0000;
    private const uint Stalling = 0x0040_0000;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void LDM_reads_each_register_of_a_device_once(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        uint[] values = new uint[16];
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m =>
        {
            for (uint i = 0; i < 16; i++)
            {
                if (!m.Load32(Device + 4 * i, out values[i]))
                {
                    return false;
                }
            }

            return true;
        }));
        CollectionAssert.AreEqual(Enumerable.Range(1, 16).Select(i => (uint)i).ToArray(), values);
        Assert.AreEqual(16u, bench.Bus.DeviceReads);
        Assert.IsFalse(bench.Memory.HasKeptAnswers);
        Assert.AreEqual(17u, bench.Load(Device));
    }

    [TestMethod]
    [DataRow(Device, false)]
    [DataRow(Device, true)]
    [DataRow(Stalling, false)]
    [DataRow(Stalling, true)]
    public void STM_writes_each_register_of_a_device_once(uint address, bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m =>
        {
            for (uint i = 0; i < 16; i++)
            {
                if (!m.Store32(address + 4 * i, i))
                {
                    return false;
                }
            }

            return true;
        }));
        bench.Drain();
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 16).Select(i => (TestBus.Device + (uint)(4 * i), (uint)i)).ToArray(), bench.Bus.DeviceWrites);
    }

    [TestMethod]
    public void A_swap_and_what_follows_it_in_the_instruction_happen_once()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        uint old = 0;
        Assert.AreEqual(
            AccessOutcome.Done,
            bench.Execute(m => m.Swap(Device, 4, 9, out old) && m.Load32(Device + 4, out _) && m.Load8(Device + 8, out _)));
        Assert.AreEqual((1u, 3u), (old, bench.Bus.DeviceReads));
    }

    [TestMethod]
    public void An_abort_ends_the_instruction_and_its_answers()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.Load32(Device, out _) && m.Load32(0x0700_0000, out _)));
        Assert.IsFalse(bench.Memory.HasKeptAnswers);
        Assert.AreEqual(2u, bench.Load(Device));
    }

    [TestMethod]
    public void The_wait_is_for_the_answer_that_is_needed()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        Assert.IsFalse(bench.Memory.Load32(Device, out _));
        Assert.AreEqual(AccessOutcome.Wait, bench.Memory.Outcome);
        Assert.IsTrue(bench.Memory.IsWaiting);
        bench.Bus.DeliverNext(bench.Memory);
        Assert.IsFalse(bench.Memory.IsWaiting);
        Assert.AreEqual(1u, bench.Load(Device));
    }

    private static MemoryBench Bench(bool asynchronous)
    {
        MemoryBench bench = new(asynchronous);
        bench.MapSection(Device, TestBus.Device, 5);
        bench.MapSection(Stalling, TestBus.Device, 0);
        bench.TurnOn();
        return bench;
    }
}
