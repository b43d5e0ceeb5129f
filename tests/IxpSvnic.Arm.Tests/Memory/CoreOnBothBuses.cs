using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>The core above the memory system: a bus that answers later, and the size of the windows it is run in, change nothing.</summary>
[TestClass]
public sealed class CoreOnBothBuses
{
    private const uint Code = 0x0001_0000;
    private const uint Cached = 0x0030_0000;
    private const uint Other = 0x0040_0000;
    private const uint Device = 0x0050_0000;
    private const long End = 80_000;

    /// <summary>LDM and STM through the caches, a device read and written, PLD, SWP, a branch; then on to memory that nobody answers for.</summary>
    private static readonly uint[] Program =
    [
        0xe8b0_07f8, // ldmia r0!, {r3-r10}
        0xe8a1_07f8, // stmia r1!, {r3-r10}
        0xe592_b000, // ldr r11, [r2]
        0xe582_b004, // str r11, [r2, #4]
        0xf5d0_f040, // pld [r0, #64]
        0xe101_c09b, // swp r12, r11, [r1]
        0xe08b_b003, // add r11, r11, r3
        0xe892_0060, // ldmia r2, {r5, r6}
        0xe4c1_b001, // strb r11, [r1], #1
        0xe3c1_1003, // bic r1, r1, #3
        0xe25e_e001, // subs r14, r14, #1
        0x1aff_fff3, // bne 0
        0xe58d_b000, // str r11, [r13]
        0xe58d_b004, // str r11, [r13, #4]
        0xe58d_b064, // str r11, [r13, #100]
        0xeaff_fffe, // b .
    ];

    [TestMethod]
    [DataRow(false, 3)]
    [DataRow(false, 7)]
    [DataRow(true, 3)]
    [DataRow(true, 2)]
    [DataRow(true, 7)]
    [DataRow(true, 5)]
    [DataRow(true, 0)]
    public void Registers_time_and_device_accesses_are_the_same_in_every_window(bool codeIsCached, int attributes)
    {
        foreach (bool bigEndian in new[] { false, true })
        {
            string expected = Run(false, codeIsCached, attributes, bigEndian, 1_000_000);
            StringAssert.Contains(expected, "writes 100 aborts 2");
            foreach (int window in new[] { 1_000_000, 25, 11, 3 })
            {
                Assert.AreEqual(expected, Run(false, codeIsCached, attributes, bigEndian, window), $"at once, window {window}");
            }

            foreach (int window in new[] { 25, 11, 3 })
            {
                Assert.AreEqual(expected, Run(true, codeIsCached, attributes, bigEndian, window), $"later, window {window}");
            }
        }
    }

    private static string Run(bool asynchronous, bool codeIsCached, int attributes, bool bigEndian, int window)
    {
        XscaleParameters parameters = new();
        using MemoryBench bench = new(asynchronous, parameters);
        using XscaleCore core = new(bench.Memory, bench.Coprocessors, parameters.Pipeline);
        bench.MapSection(0, 0, codeIsCached ? 3 : 1);
        bench.MapSection(Cached, 0x0010_0000, 3);
        bench.MapSection(Other, 0x0010_0000, attributes);
        bench.MapSection(Device, TestBus.Device, 5);
        bench.MapSection(0x0060_0000, 0xe000_0000, 5);
        bench.TurnOn(bigEndian ? 0x1085u : 0x1005u);
        for (int i = 0; i < Program.Length; i++)
        {
            bench.Bus.SetWord(Code + (uint)(4 * i), Program[i]);
        }

        bench.Bus.SetWord(0x10, 0xe25e_f004);
        for (uint i = 0; i < 0x8000; i += 4)
        {
            bench.Bus.SetWord(0x0010_0000 + i, i * 0x9e37_79b1);
        }

        core.Reset(Code);
        core[0] = Cached;
        core[1] = Other + 0x4_0000;
        core[2] = Device;
        core[13] = 0x0060_0000;
        core[14] = 100;
        for (long now = 0; now < End;)
        {
            long limit = Math.Min(now + window, End);
            bench.Bus.DeliverUntil(bench.Memory, limit - 1);
            RunExit exit = core.Run(limit);
            Assert.IsTrue(exit is RunExit.Limit or RunExit.Wait, exit.ToString());
            now = limit;
        }

        while (bench.Memory.IsWaiting)
        {
            bench.Bus.DeliverNext(bench.Memory);
            core.Run(End);
        }

        string registers = string.Join(' ', Enumerable.Range(0, 16).Select(r => core[r].ToString("x8")));
        return $"{registers} cycle {core.Cycle} retired {core.InstructionsRetired} reads {bench.Bus.DeviceReads} "
            + $"writes {bench.Bus.DeviceWrites.Count} aborts {core.ExceptionCount(ArmException.DataAbort)} "
            + $"stalls {bench.Memory.Counters.FetchStallCycles} last {bench.Bus.Requests.Where(r => r.Cycle < End).Max(r => r.Cycle)}";
    }
}
