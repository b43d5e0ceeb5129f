using IxpSvnic.Chip.Timing;

namespace IxpSvnic.Chip.Tests.PciUnit;

/// <summary>Descriptor chains, owners and limits of the DMA channels.</summary>
[TestClass]
public sealed class Chains
{
    private const uint Eoc = 0x8000_0000;
    private const uint ToPci = 0x4000_0000;

    [TestMethod]
    public void AChainMovesItsDescriptorsInOrderAndEndsOnce()
    {
        PciBench bench = new();
        Fill(bench, 0x1000, 300);
        bench.Describe(0, 0x100, ToPci | 100, ScriptedTarget.Base, 0x1000, 0x4000_0200);
        bench.Describe(1, 0x200, ToPci | 100, ScriptedTarget.Base + 100, 0x1064, 0x300);
        bench.Describe(0, 0x300, Eoc | ToPci | 100, ScriptedTarget.Base + 200, 0x10c8, 0);
        Start(bench, 2, 0x100);
        bench.Run();
        for (int i = 0; i < 300; i++)
        {
            Assert.AreEqual((byte)i, bench.Target.Memory[i ^ 3], "lane enables are off: longwords keep their value");
        }

        Assert.AreEqual(0x84u, bench[0xb0]);
    }

    [TestMethod]
    public void AnUnterminatedChainPausesAndGoesOnWhenADescriptorIsAdded()
    {
        PciBench bench = new();
        bench.Describe(0, 0x100, ToPci | 64, ScriptedTarget.Base, 0x1000, 0);
        Start(bench, 1, 0x100);
        bench.Run();
        Assert.AreEqual(0x05u, bench[0x90], "transfer done, still enabled, chain not done");
        bench.Describe(0, 0x200, Eoc | ToPci | 64, ScriptedTarget.Base + 64, 0x1040, 0);
        bench.Sram[0].Memory.WriteWord(0x10c, 0x200);
        bench[0x90] = 1 << 8;
        bench.Run();
        Assert.AreEqual(0x84u, bench[0x90]);
        Assert.HasCount(2, bench.Target.Log);
    }

    [TestMethod]
    public void ADescriptorAddedWhileRunningIsNotMissed()
    {
        PciBench bench = new();
        bench.Describe(0, 0x100, ToPci | 1024, ScriptedTarget.Base, 0x1000, 0);
        Start(bench, 1, 0x100);
        while (bench.Target.Log.Count < 2)
        {
            bench.Events.RunOne(long.MaxValue);
        }

        bench.Describe(0, 0x200, Eoc | ToPci | 64, ScriptedTarget.Base + 0x800, 0x1040, 0);
        bench.Sram[0].Memory.WriteWord(0x10c, 0x200);
        bench[0x90] = 1 << 8;
        bench.Run();
        Assert.AreEqual(0x84u, bench[0x90]);
        Assert.AreEqual(ScriptedTarget.Base + 0x800, bench.Target.Log[^1].Address);
    }

    [TestMethod]
    public void TheFirstDescriptorMayStandInTheRegisters()
    {
        PciBench bench = new();
        bench[0xc0] = Eoc | 20;
        bench[0xc4] = ScriptedTarget.Base + 8;
        bench[0xc8] = 0x2000;
        for (int i = 0; i < 32; i++)
        {
            bench.Target.Memory[i] = (byte)(i + 1);
        }

        bench[0xd0] = 0x11;
        bench.Run();
        Assert.AreEqual(0x0c0b_0a09u, bench.Dram.Memory.ReadWord(0x2000));
        Assert.AreEqual(0x1c1b_1a19u, bench.Dram.Memory.ReadWord(0x2010));
        Assert.AreEqual(0u, bench.Dram.Memory.ReadWord(0x2014));
    }

    [TestMethod]
    public void AByteCountOfZeroCompletesWithoutABusCycle()
    {
        PciBench bench = new();
        bench.Describe(0, 0x100, Eoc | ToPci, ScriptedTarget.Base, 0x1000, 0);
        Start(bench, 1, 0x100);
        bench.Run();
        Assert.AreEqual(0x84u, bench[0x90]);
        Assert.IsEmpty(bench.Target.Log);
    }

    [TestMethod]
    public void StartingAnActiveChannelIsIgnored()
    {
        PciBench bench = new();
        bench.Describe(0, 0x100, Eoc | ToPci | 256, ScriptedTarget.Base, 0x1000, 0);
        Start(bench, 1, 0x100);
        bench[0x90] = 1;
        bench.Run();
        Assert.HasCount(4, bench.Target.Log);
        Assert.AreEqual(0x84u, bench[0x90]);
    }

    [TestMethod]
    public void TwoChannelsTakeTurnsAndTheThirdWaits()
    {
        PciBench bench = new();
        for (int channel = 1; channel <= 3; channel++)
        {
            uint at = (uint)(0x100 * channel);
            bench.Describe(0, at, Eoc | ToPci | 512, ScriptedTarget.Base + (at << 4), 0x1000, 0);
            Start(bench, channel, at);
        }

        bench.Run();
        uint[] order = [.. bench.Target.Log.Select(l => ((l.Address - ScriptedTarget.Base) >> 12) & 0xf)];
        Assert.HasCount(24, order);
        Assert.AreEqual(16, order.TakeWhile(c => c != 3).Count(c => c != 3), "channel 3 waits for another to end");
        CollectionAssert.AreEqual(new uint[] { 1, 2, 1, 2, 1, 2 }, order[..6]);
        for (uint channel = 0; channel < 3; channel++)
        {
            Assert.AreEqual(0x84u, bench[0x90 + (0x20 * channel)]);
        }
    }

    [TestMethod]
    public void AReadAndAWriteAreNeverOutstandingTogether()
    {
        PciBench bench = new();
        bench.Describe(0, 0x100, Eoc | ToPci | 512, ScriptedTarget.Base, 0x1000, 0);
        bench.Describe(0, 0x200, Eoc | 512, ScriptedTarget.Base + 0x1000, 0x4000, 0);
        Start(bench, 1, 0x100);
        Start(bench, 3, 0x200);
        for (int i = 0; i < 8; i++)
        {
            bench.Target.Retries.Enqueue(3);
        }

        bench.Run();
        Assert.AreEqual(0x84u, bench[0x90]);
        Assert.AreEqual(0x84u, bench[0xd0]);
        Assert.HasCount(16, bench.Target.Log);
        Assert.HasCount(16 + 24, bench.Target.Attempts);
        for (int i = 0; i + 1 < bench.Target.Attempts.Count; i++)
        {
            if (bench.Target.Attempts[i].Retried)
            {
                Assert.AreEqual(bench.Target.Attempts[i].Address, bench.Target.Attempts[i + 1].Address);
            }
        }
    }

    [TestMethod]
    [DataRow(7)]
    [DataRow(64)]
    [DataRow(20)]
    public void DisconnectsAndRetriesLoseNothing(int mostBytes)
    {
        PciBench bench = new();
        Fill(bench, 0x1000, 400);
        bench.Target.MostBytes = mostBytes;
        bench.Target.Retries.Enqueue(4);
        bench.Describe(0, 0x100, Eoc | ToPci | 400, ScriptedTarget.Base, 0x1000, 0);
        Start(bench, 1, 0x100);
        bench.Run();
        for (int i = 0; i < 400; i++)
        {
            Assert.AreEqual((byte)i, bench.Target.Memory[i ^ 3]);
        }
    }

    [TestMethod]
    public void ATargetAbortStopsTheChainAndTheOwnerIsTold()
    {
        PciBench bench = new();
        bench.Target.AbortFrom = ScriptedTarget.Base + 128;
        bench[0xe0] = 2;
        bench[0x94] = (0x11 << 7) | (3 << 4) | 9;
        bench[0x14c] = 1;
        bench.Describe(0, 0x100, ToPci | 512, ScriptedTarget.Base, 0x1000, 0x200);
        Start(bench, 1, 0x100);
        bench.Run();
        Assert.AreEqual(0x88u, bench[0x90] & 0x89);
        Assert.HasCount(2, bench.Target.Log);
        Assert.AreEqual(1u, bench[0x148]);
        var (delivery, data) = bench.Inbox.All.Single();
        Assert.AreEqual(((byte)5, (byte)3, (ushort)(1 << 9)), (delivery.Me, delivery.Context, delivery.SignalMask));
        Assert.IsEmpty(data);
        bench[0x148] = 1;
        Assert.AreEqual(0u, bench[0x148]);
    }

    [TestMethod]
    public void ADescriptorOutsideMemoryIsAnErrorNotACrash()
    {
        PciBench bench = new();
        Start(bench, 1, 0x8000_0000);
        bench.Run();
        Assert.AreEqual(0x88u, bench[0x90] & 0x89);
        bench.Describe(0, 0x100, Eoc | ToPci | 512, ScriptedTarget.Base, 0x000f_ff00, 0);
        Start(bench, 1, 0x100);
        bench.Run();
        Assert.AreEqual(0x88u, bench[0x90] & 0x89, "DRAM has 1 MB");
    }

    [TestMethod]
    [DataRow(1, 10)]
    [DataRow(2, 11)]
    [DataRow(3, 12)]
    public void AnXScaleChannelRaisesItsInterruptUntilDoneIsCleared(int channel, int irq)
    {
        PciBench bench = new();
        bench[0x15c] = 0x70;
        bench.Describe(0, 0x100, Eoc | ToPci | 8, ScriptedTarget.Base, 0x1000, 0);
        Start(bench, channel, 0x100);
        bench.Run();
        CollectionAssert.AreEqual(new[] { (irq, true) }, bench.Interrupts);
        bench[(uint)(0x90 + (0x20 * (channel - 1)))] = 0x80;
        CollectionAssert.AreEqual(new[] { (irq, true), (irq, false) }, bench.Interrupts);
    }

    [TestMethod]
    public void AHostChannelShowsInTheOutboundStatus()
    {
        PciBench bench = new();
        bench[0xe0] = 1 << 2;
        bench.Describe(0, 0x100, Eoc | ToPci | 8, ScriptedTarget.Base, 0x1000, 0);
        Start(bench, 2, 0x100);
        bench.Run();
        Assert.AreEqual(1u << 5, bench[0x30]);
        Assert.IsEmpty(bench.Interrupts);
    }

    [TestMethod]
    public void SetUpTakesItsParameterAndEachBurstSixClocksMoreThanItsData()
    {
        foreach (int setup in (ReadOnlySpan<int>)[20, 100])
        {
            PciBench bench = new(new PciUnitTiming { DmaSetupClocks = setup });
            bench.Describe(0, 0x100, Eoc | ToPci | 192, ScriptedTarget.Base, 0x1000, 0);
            Start(bench, 1, 0x100);
            bench.Run();
            long[] clocks = [.. bench.Target.Log.Select(l => l.Time / 45)];
            CollectionAssert.AreEqual(new long[] { setup + 6, setup + 6 + 14, setup + 6 + 28 }, clocks);
        }
    }

    private static void Start(PciBench bench, int channel, uint descriptor)
    {
        uint at = (uint)(0x80 + (0x20 * (channel - 1)));
        bench[at + 0xc] = descriptor;
        bench[at + 0x10] = 1;
    }

    private static void Fill(PciBench bench, int address, int length)
    {
        for (int i = 0; i < length; i++)
        {
            bench.Dram.Memory.WriteByte((address + i) ^ 3, (byte)i);
        }
    }
}
