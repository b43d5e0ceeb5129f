using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Machine;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>The program of the XScale does by instructions what a debug port does otherwise.</summary>
[TestClass]
public sealed class BootsTheCard
{
    [TestMethod]
    public void No_debug_port_writes_anything()
    {
        using FirmwareBench bench = ControlBench.Of(3);
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(2), TestFrame.Stranger, 1));

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(0, bench.Machine.Chip.Debug.Writes);
        Assert.IsTrue(Array.TrueForAll(bench.Machine.Chip.Engines, e => e.Debug.Writes == 0));
        Assert.HasCount(1, bench.Received[2]);
        bench.AssertSound();
    }

    [TestMethod]
    public void Control_stores_and_tables_are_those_of_the_debug_port()
    {
        using FirmwareBench booted = ControlBench.Of(5);
        using FirmwareBench debugged = new(5);
        for (int engine = 0; engine < 8; engine++)
        {
            for (int address = 0; address < (booted.Machine.Firmware[engine]?.Words.Length ?? 0); address++)
            {
                Assert.AreEqual(
                    debugged.Machine.Chip.Engines[engine].Debug.ReadStore(address),
                    booted.Machine.Chip.Engines[engine].Debug.ReadStore(address),
                    $"engine {engine}, address {address}");
            }
        }

        // Configuration, port members, control blocks but the state word, MAC table.
        uint[] differ = [.. Enumerable.Range(0, 0x4000 / 4).Select(i => 4 * (uint)i)
            .Where(a => booted.Sram(a) != debugged.Sram(a))];
        uint[] states = [.. Enumerable.Range(0, 5).Select(v => booted.ControlBlock(v)).SelectMany(b => new[] { b + 4 })];
        CollectionAssert.AreEqual(Array.Empty<uint>(), differ.Except(states).Except(SlotWords(booted)).ToArray());
    }

    [TestMethod]
    public void The_uart_tells_every_step()
    {
        using FirmwareBench bench = ControlBench.Of(1);
        bench.RunFor(30_000_000);
        string[] lines = bench.Machine.Console.Text.Split("\r\n");
        string[] expected =
        [
            "IxpSvnic control plane", "bundle: 7 images", "rings: 480 buffers", "tables: 64 VIFs at most",
            $"microengine 00000000: {bench.Machine.Firmware[0]!.Words.Length} words, contexts 000000ff",
            "ports: 3 open", "CreateVif 0: status 1",
        ];
        foreach (string line in expected)
        {
            CollectionAssert.Contains(lines, line);
        }

        Assert.IsTrue(Array.Exists(lines, l => l.StartsWith("ready after ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void It_sleeps_between_calls()
    {
        using FirmwareBench bench = ControlBench.Of(2);
        bench.RunFor(30_000_000);
        long instructions = bench.Machine.Chip.Xscale.Core.InstructionsRetired;
        for (int i = 0; i < 50; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, i));
        }

        Assert.IsTrue(bench.Run(limitNanoseconds: 60_000_000));
        Assert.AreEqual(instructions, bench.Machine.Chip.Xscale.Core.InstructionsRetired);
        bench.Vifs.Query(1);
        bench.Settle();
        Assert.IsGreaterThan(instructions, bench.Machine.Chip.Xscale.Core.InstructionsRetired);
    }

    [TestMethod]
    public void Without_a_bit_for_answers_they_are_looked_for()
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 2,
            Loader = LoaderKind.Control,
            Set = ["hypervisor.idWidth=16"],
        });
        bench.Vifs.Query(1);

        Assert.IsTrue(bench.Settle().IsOk);
    }

    private static IEnumerable<uint> SlotWords(FirmwareBench bench) => Enumerable.Range(0, 5)
        .Select(v => bench.ControlBlock(v)).SelectMany(b => new[] { b + 20, b + 40 });
}
