using CsCheck;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>Masked writes and reads in any order against an array of bytes in network order.</summary>
[TestClass]
public sealed class MemoryContents
{
    [TestMethod]
    public void DRAM_is_an_array_of_bytes() => Check(MicroOp.DramRead, MicroOp.DramWrite, 8, usesMask: true);

    [TestMethod]
    public void SRAM_is_an_array_of_bytes() => Check(MicroOp.SramRead, MicroOp.SramWrite, 4, usesMask: true);

    [TestMethod]
    public void The_scratchpad_is_an_array_of_longwords() =>
        Check(MicroOp.ScratchRead, MicroOp.ScratchWrite, 4, usesMask: false);

    private static void Check(MicroOp read, MicroOp write, int unit, bool usesMask) =>
        Gen.Select(Gen.Bool, Gen.Int[0, 63], Gen.Int[1, 8], Gen.Byte, Gen.UInt).Array[1, 100].Sample(steps =>
        {
            MemoryBench bench = new();
            byte[] model = new byte[72 * 8];
            foreach ((bool isRead, int at, int count, byte mask, uint seed) in steps)
            {
                int words = count * unit / 4;
                if (isRead)
                {
                    bench.Issue(MemoryBench.Command(read, (uint)(at * unit), count));
                    uint[] pushed = bench.Pushed();
                    Assert.HasCount(words, pushed);
                    for (int i = 0; i < 4 * words; i++)
                    {
                        Assert.AreEqual(model[(at * unit) + i], (byte)(pushed[i / 4] >> (24 - (8 * (i % 4)))));
                    }

                    continue;
                }

                uint[] data = [.. Enumerable.Range(0, words).Select(i => seed * ((uint)i + 77))];
                MeCommand command = MemoryBench.Command(write, (uint)(at * unit), count, 2, data);
                command.ByteMask = usesMask ? mask : (byte)0xff;
                bench.Issue(command);
                for (int i = 0; i < 4 * words; i++)
                {
                    if ((command.ByteMask >> (i % unit) & 1) != 0)
                    {
                        model[(at * unit) + i] = (byte)(data[i / 4] >> (24 - (8 * (i % 4))));
                    }
                }
            }
        }, iter: 40);
}
