using CsCheck;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Pci.Tests.Bus;

/// <summary>How long transactions take and how they end.</summary>
[TestClass]
public sealed class Transactions
{
    private const int Clock = 45;
    private const int Overhead = 6;

    private readonly EventQueue _events = new();
    private readonly FrameLedger _ledger = new();
    private readonly PlainTarget _target = new(0x1000_0000);
    private readonly PciBus _bus;
    private readonly ScriptedInitiator _initiator;

    public Transactions()
    {
        _bus = new PciBus("bus", _events, _ledger, new PciTiming());
        _initiator = new ScriptedInitiator(_events, _bus, "first");
        _bus.AddTarget(_target, 3);
    }

    [TestMethod]
    [DataRow(0u, 64, false, 8)]
    [DataRow(0u, 1, false, 1)]
    [DataRow(7u, 2, false, 2)]
    [DataRow(4u, 64, false, 9)]
    [DataRow(0u, 64, true, 16)]
    [DataRow(0u, 256, false, 32)]
    public void ABurstCostsSixClocksAndOneForEachDataPhase(uint offset, int bytes, bool narrow, int phases)
    {
        _target.Narrow = narrow;
        _initiator.Send(PciCommand.MemoryWrite, 0x1000_0000 + offset, bytes);
        Run();
        Assert.AreEqual((Overhead + phases) * Clock, _initiator.Log[0].Time);
        Assert.AreEqual(Overhead * Clock, _target.FirstData[0]);
    }

    [TestMethod]
    public void WaitStatesAreRoundedUpToClocks()
    {
        _target.WaitTicks = 46;
        _initiator.Send(PciCommand.MemoryRead, 0x1000_0000, 8);
        Run();
        Assert.AreEqual((Overhead + 2 + 1) * Clock, _initiator.Log[0].Time);
    }

    [TestMethod]
    public void ARequestBetweenEdgesWaitsForTheNextEdge()
    {
        _events.AdvanceTo(100);
        _initiator.Send(PciCommand.MemoryWrite, 0x1000_0000, 8);
        Run();
        Assert.AreEqual(135 + ((Overhead + 1) * Clock), _initiator.Log[0].Time);
    }

    [TestMethod]
    public void ATargetThatMovesLessDisconnectsAndTheRestFollows()
    {
        _target.MostBytes = 24;
        _initiator.Send(PciCommand.MemoryWrite, 0x1000_0010, 64);
        Run();
        CollectionAssert.AreEqual(new[] { 24, 24, 16 }, _initiator.Log.Select(l => l.Bytes).ToArray());
        for (int i = 0; i < 64; i++)
        {
            Assert.AreEqual((byte)(0x10 + i), _target.Memory[0x10 + i]);
        }
    }

    [TestMethod]
    public void NobodyIsAMasterAbortAndCostsTheOverhead()
    {
        _initiator.Send(PciCommand.MemoryRead, 0x2000_0000, 8);
        _initiator.Send(PciCommand.ConfigurationRead, 0, 4, device: 9);
        Run();
        for (int i = 0; i < 2; i++)
        {
            Assert.AreEqual(PciOutcome.MasterAbort, _initiator.Log[i].Outcome);
            Assert.AreEqual((i + 1) * Overhead * Clock, _initiator.Log[i].Time);
        }
    }

    [TestMethod]
    public void RetriesAndTargetAbortsMoveNothing()
    {
        _initiator.RepeatRetries = false;
        _target.Answer = PciOutcome.Retry;
        _initiator.Send(PciCommand.MemoryWrite, 0x1000_0000, 8);
        Run();
        _target.Answer = PciOutcome.TargetAbort;
        _initiator.Send(PciCommand.MemoryWrite, 0x1000_0000, 8);
        Run();
        CollectionAssert.AreEqual(
            new[] { PciOutcome.Retry, PciOutcome.TargetAbort }, _initiator.Log.Select(l => l.Outcome).ToArray());
        Assert.AreEqual(0, _target.Memory[0]);
        Assert.AreEqual((1L, 1L, 0L), (_bus[0].Retries, _bus[0].Aborts, _bus[0].BytesWritten));
    }

    [TestMethod]
    public void ATargetThatMovesMoreThanWantedIsAnImpossibleState()
    {
        _bus.AddTarget(new OvereagerTarget());
        _initiator.Send(PciCommand.MemoryRead, 0x7000_0000, 8);
        Assert.ThrowsExactly<InvalidOperationException>(Run);
    }

    [TestMethod]
    public void ThreeBusyRequestersTakeTurns()
    {
        ScriptedInitiator second = new(_events, _bus, "second");
        ScriptedInitiator third = new(_events, _bus, "third");
        ScriptedInitiator[] all = [_initiator, second, third];
        for (uint i = 0; i < 30; i++)
        {
            foreach (ScriptedInitiator one in all)
            {
                one.Send(PciCommand.MemoryWrite, 0x1000_0000 + (i * 64) + (uint)(one.Port * 0x1_0000), 64);
            }
        }

        Run();
        for (int i = 0; i < 30; i++)
        {
            for (int port = 0; port < 3; port++)
            {
                long end = ((3 * i) + port + 1) * 14 * Clock;
                Assert.AreEqual(end, all[port].Log[i].Time, "no clock is lost to arbitration");
            }
        }

        StatisticsSheet sheet = new(_events.Now);
        _bus.Report(sheet);
        Assert.AreEqual(1.0, sheet.Utilisation["bus"], 1e-12);
        Assert.AreEqual(1 / 3.0, sheet.Utilisation["bus.second"], 1e-12);
    }

    [TestMethod]
    public void TheFirstDataPhaseIsTheFramesGrant()
    {
        int tag = _ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        _initiator.Send(PciCommand.MemoryWrite, 0x1000_0000, 64, tag);
        Run();
        Assert.AreEqual(Overhead * Clock, _ledger[tag].Times[(int)Hop.BusGranted]);
        Assert.AreEqual(1, _ledger[tag].Live, "the bus lets go of the frame at the end");
    }

    [TestMethod]
    public void UtilisationNeverPassesOne() => Gen.Select(
        Gen.Int[1, 256], Gen.Int[0, 400], Gen.Int[1, 64]).Array[1, 40].Sample(
        steps =>
        {
            Transactions world = new();
            ScriptedInitiator second = new(world._events, world._bus, "second");
            foreach ((int length, int gap, int most) in steps)
            {
                world._target.MostBytes = most;
                world._initiator.Send(PciCommand.MemoryWrite, 0x1000_0000, length);
                second.Send(PciCommand.MemoryRead, 0x1000_0000, length);
                world._events.RunTo(world._events.Now + gap);
                StatisticsSheet sheet = new(world._events.Now);
                world._bus.Report(sheet);
                long busy = world._bus[0].BusyTicks + world._bus[1].BusyTicks;
                if (busy > world._events.Now || sheet.Utilisation["bus"] > 1)
                {
                    return false;
                }
            }

            return true;
        },
        iter: 50);

    [TestMethod]
    public void AHalfDoneTransactionSurvivesSaveAndRestore()
    {
        _initiator.Send(PciCommand.MemoryWrite, 0x1000_0000, 64);
        _events.RunTo(Overhead * Clock - 1);
        using MemoryStream snapshot = new();
        _events.Sync(StateVisitor.Saving(snapshot));
        _bus.Sync(StateVisitor.Saving(snapshot));
        snapshot.Position = 0;
        Transactions other = new();
        other._events.Sync(StateVisitor.Restoring(snapshot));
        other._bus.Sync(StateVisitor.Restoring(snapshot));
        other.Run();
        Assert.AreEqual(14 * Clock, other._initiator.Log[0].Time);
        Assert.AreEqual((byte)5, other._target.Memory[5]);
    }

    private void Run()
    {
        while (_events.RunOne(long.MaxValue))
        {
        }
    }
}
