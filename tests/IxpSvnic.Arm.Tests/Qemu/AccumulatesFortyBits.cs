using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Timing;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Arm.Tests.Qemu;

/// <summary>The accumulator instructions against arithmetic with wide integers: what the reference cannot tell.</summary>
[TestClass]
public sealed class AccumulatesFortyBits
{
    private const uint Code = 0x8000;
    private const uint SetAccumulator = 0xec41_0000;
    private const uint ReadAccumulator = 0xec55_4000;

    /// <summary>op acc0, r2, r3; and what it adds.</summary>
    private static readonly (string Name, uint Word, Func<int, int, long> Product)[] Operations =
    [
        ("mia", 0xee20_3012, (m, s) => (long)m * s),
        ("miaph", 0xee28_3012, (m, s) => ((long)(short)m * (short)s) + ((long)(m >> 16) * (s >> 16))),
        ("miabb", 0xee2c_3012, (m, s) => (long)(short)m * (short)s),
        ("miabt", 0xee2d_3012, (m, s) => (long)(short)m * (s >> 16)),
        ("miatb", 0xee2e_3012, (m, s) => (long)(m >> 16) * (short)s),
        ("miatt", 0xee2f_3012, (m, s) => (long)(m >> 16) * (s >> 16)),
    ];

    [TestMethod]
    public void Every_operation_adds_its_product_modulo_two_to_the_fortieth()
    {
        SeededRandom random = new(40);
        foreach ((string name, uint word, Func<int, int, long> product) in Operations)
        {
            for (int i = 0; i < 200; i++)
            {
                int m = Draw(random);
                int s = Draw(random);
                ulong start = random.NextUInt64() & 0xff_ffff_ffff;
                ulong expected = (start + (ulong)product(m, s)) & 0xff_ffff_ffff;
                Assert.AreEqual(expected, Run(word, start, m, s), $"{name} {m:x8}, {s:x8} from {start:x10}");
            }
        }
    }

    private static int Draw(SeededRandom random) => random.Next(4) switch
    {
        0 => int.MinValue,
        1 => -1,
        _ => (int)random.NextUInt64(),
    };

    private static ulong Run(uint word, ulong start, int m, int s)
    {
        byte[] code = [.. ((uint[])[SetAccumulator, word, ReadAccumulator]).SelectMany(BitConverter.GetBytes)];
        using RamHost host = new(1 << 20, new XscaleParameters(), new RamTiming());
        EntryState.Apply(host, ProgramImage.FromRaw("acc", code, Code, Code, false), isReset: false, isBigEndian: false);
        host.Core[0] = (uint)start;
        host.Core[1] = (uint)(start >> 32);
        host.Core[2] = (uint)m;
        host.Core[3] = (uint)s;
        host.Core.AddBreakpoint(Code + 12);
        Assert.AreEqual(RunExit.Breakpoint, host.Core.Run(100_000));
        return ((ulong)(host.Core[5] & 0xff) << 32) | host.Core[4];
    }
}
